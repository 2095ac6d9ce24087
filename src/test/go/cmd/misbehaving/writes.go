package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
)

// writes are the orders that print something odd.
var writes = map[string]func(*provider, order){
	// Each line once, in each format, with the mark.
	"log": func(p *provider, o order) { logInEachFormat(p.to(o), o.Text) },
	"flood": func(p *provider, o order) {
		out := p.to(o)
		for i := range o.Count {
			write(out, fmt.Appendf(nil, "%s %d\n", o.Text, i))
		}
	},
	"long-line": func(p *provider, o order) { write(p.to(o), []byte(strings.Repeat("l", o.Size)+"\n")) },
	// Without an end of line.
	"endless-line": func(p *provider, o order) { write(p.to(o), bytes.Repeat([]byte{'e'}, o.Size)) },
	"half-line":    func(p *provider, o order) { write(p.to(o), []byte(o.Text)) },
	"binary":       func(p *provider, o order) { write(p.to(o), binary(o.Size)) },
}

func (p *provider) to(o order) io.Writer {
	switch o.To {
	case "stdout":
		return os.Stdout
	case "stderr":
		return os.Stderr
	default:
		return p.pipe
	}
}

func write(out io.Writer, data []byte) {
	if _, err := out.Write(data); err != nil {
		panic(err)
	}
}

// binary has every byte, line ends among them.
func binary(size int) []byte {
	data := make([]byte, size)
	for i := range data {
		data[i] = byte(i)
	}
	return data
}
