package main

import (
	"encoding/binary"
	"io"
	"net"

	"github.com/hashicorp/yamux"
)

const (
	data, update, ping, goAway = 0, 1, 2, 3
	syn, ack, fin, rst         = 1, 2, 4, 8
)

// odd is one frame of a client that no yamux would send like this. The body of a data frame is the pattern from 0.
type odd struct {
	version, kind byte
	flags         uint16
	id, length    uint32
}

var (
	open1 = odd{kind: update, flags: syn, id: 1}
	alive = odd{kind: ping, flags: syn, length: 99}
)

// provoke sends the frames to a real server, which accepts every stream and reads none.
func provoke(frames []odd) *transcript {
	t := &transcript{}
	server, tap := net.Pipe()
	session, err := yamux.Server(server, config())
	if err != nil {
		panic(err)
	}
	go func() {
		for {
			if _, err := session.AcceptStream(); err != nil {
				return
			}
		}
	}()
	go t.relay("server", tap, io.Discard)
	for _, frame := range frames {
		header := make([]byte, 12)
		header[0], header[1] = frame.version, frame.kind
		binary.BigEndian.PutUint16(header[2:], frame.flags)
		binary.BigEndian.PutUint32(header[4:], frame.id)
		binary.BigEndian.PutUint32(header[8:], frame.length)
		var body []byte
		if frame.kind == data {
			body = pattern(0, int(frame.length))
		}
		t.frame("client", header, body)
		if _, err := tap.Write(append(header, body...)); err != nil {
			t.add("# the server did not take all of it")
		}
		t.settle()
	}
	t.outcome("server", session)
	_ = session.Close()
	return t
}

var oddities = map[string][]odd{
	"data-for-unknown-stream":   {{kind: data, id: 5, length: 70}, alive},
	"update-for-unknown-stream": {{kind: update, id: 5, length: 70}, {kind: update, flags: fin, id: 5}, {kind: update, flags: rst, id: 5}, {kind: update, flags: ack, id: 5}, alive},
	"syn-with-data":             {{kind: data, flags: syn, id: 1, length: 5}, alive},
	"syn-with-fin":              {{kind: data, flags: syn | fin, id: 1, length: 5}, alive},
	"syn-with-rst":              {{kind: data, flags: syn | rst, id: 1, length: 5}, alive},
	"syn-with-fin-and-rst":      {{kind: data, flags: syn | fin | rst, id: 1, length: 5}, alive},
	"syn-twice":                 {open1, open1},
	"syn-with-a-server-id":      {{kind: update, flags: syn, id: 2}, alive},
	"syn-with-id-0":             {{kind: update, flags: syn, id: 0}, {kind: data, id: 0, length: 5}, alive},
	"syn-again-after-rst":       {open1, {kind: update, flags: rst, id: 1}, open1, alive},
	"fin-twice":                 {open1, {kind: update, flags: fin, id: 1}, {kind: update, flags: fin, id: 1}},
	"fin-twice-with-data":       {open1, {kind: data, flags: fin, id: 1, length: 5}, {kind: data, flags: fin, id: 1, length: 5}},
	"data-after-fin":            {open1, {kind: update, flags: fin, id: 1}, {kind: data, id: 1, length: 5}, alive},
	"data-after-rst":            {open1, {kind: update, flags: rst, id: 1}, {kind: data, id: 1, length: 70}, alive},
	"data-of-no-bytes":          {open1, {kind: data, id: 1}, {kind: data, flags: fin, id: 1}, alive},
	"data-fills-the-window":     {open1, {kind: data, id: 1, length: 262144}, {kind: data, id: 1}, alive},
	"data-exceeds-the-window":   {open1, {kind: data, id: 1, length: 262145}},
	"data-exceeds-by-one":       {open1, {kind: data, id: 1, length: 262144}, {kind: data, id: 1, length: 1}},
	"rst-exceeds-the-window":    {open1, {kind: data, flags: rst, id: 1, length: 262145}},
	"window-overflows":          {open1, {kind: update, id: 1, length: 0xffffffff}, {kind: update, id: 1, length: 0xffffffff}, alive},
	"ack-of-their-own":          {open1, {kind: update, flags: ack, id: 1}, alive},
	"unknown-flags":             {open1, {kind: data, flags: 0xfff0, id: 1, length: 5}, {kind: ping, flags: 0x10 | syn, length: 7}, alive},
	"unknown-version":           {{version: 1, kind: ping, flags: syn, length: 1}},
	"unknown-type":              {{kind: 4}},
	"ping-without-flags":        {{kind: ping, length: 3}, {kind: ping, flags: ack, length: 4}, alive},
	"ping-with-both-flags":      {{kind: ping, flags: syn | ack, length: 3}},
	"ping-with-a-stream":        {{kind: ping, flags: syn, id: 7, length: 0xffffffff}},
	"go-away-0":                 {open1, {kind: goAway}, {kind: data, id: 1, length: 5}, {kind: update, flags: syn, id: 3}, alive},
	"go-away-1":                 {open1, {kind: goAway, length: 1}},
	"go-away-2":                 {{kind: goAway, length: 2}},
	"go-away-unknown":           {{kind: goAway, length: 3}},
	"go-away-with-flags":        {{kind: goAway, flags: syn | rst, id: 9}, alive},
}
