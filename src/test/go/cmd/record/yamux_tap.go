package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// quiet is how long nothing may happen until the next step begins.
const quiet = 60 * time.Millisecond

// transcript is what the steps and the frames of one conversation become.
type transcript struct {
	mu      sync.Mutex
	lines   []string
	changed time.Time
}

func (t *transcript) add(format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lines = append(t.lines, fmt.Sprintf(format, args...))
	t.changed = time.Now()
}

// settle returns when nothing has been added for a while.
func (t *transcript) settle() {
	for {
		t.mu.Lock()
		since := time.Since(t.changed)
		t.mu.Unlock()
		if since > quiet {
			return
		}
		time.Sleep(quiet / 4)
	}
}

// relay passes frames on as they are, and tells of each.
func (t *transcript) relay(role string, from io.Reader, to io.Writer) {
	for {
		header := make([]byte, 12)
		if _, err := io.ReadFull(from, header); err != nil {
			return
		}
		length := binary.BigEndian.Uint32(header[8:])
		var data []byte
		if header[1] == 0 {
			data = make([]byte, length)
			if _, err := io.ReadFull(from, data); err != nil {
				return
			}
		}
		t.frame(role, header, data)
		if _, err := to.Write(append(header, data...)); err != nil {
			return
		}
	}
}

// frame is a line like "client data SYN|FIN stream 1 length 5 : 000000050000000100000005 0001020304".
func (t *transcript) frame(role string, header []byte, data []byte) {
	names := []string{"data", "window-update", "ping", "go-away"}
	kind := fmt.Sprintf("type-%d", header[1])
	if int(header[1]) < len(names) {
		kind = names[header[1]]
	}
	flags := []string{}
	value := binary.BigEndian.Uint16(header[2:])
	for bit, name := range []string{"SYN", "ACK", "FIN", "RST"} {
		if value&(1<<bit) != 0 {
			flags = append(flags, name)
		}
	}
	if value > 15 {
		flags = append(flags, fmt.Sprintf("0x%x", value&^15))
	}
	if len(flags) == 0 {
		flags = []string{"-"}
	}
	content := ""
	if len(data) > 64 {
		content = fmt.Sprintf(" pattern %d %d", data[0], len(data))
	} else if len(data) > 0 {
		content = fmt.Sprintf(" %x", data)
	}
	t.add("%s %s %s stream %d length %d : %x%s", role, kind, strings.Join(flags, "|"),
		binary.BigEndian.Uint32(header[4:]), binary.BigEndian.Uint32(header[8:]), header, content)
}

// pattern is the content of everything that is written: each byte is the one before it plus 1, modulo 251.
func pattern(from, length int) []byte {
	data := make([]byte, length)
	for i := range data {
		data[i] = byte((from + i) % 251)
	}
	return data
}
