// Command yamux-peer is the real yamux at the other end of one unix socket, as client or server.
//
//	yamux-peer client|server SOCKET
//
// It prints "listening", takes one connection, and does on each stream what the first byte says:
//
//	e  echoes everything, and finishes
//	d  reads everything, answers the SHA-256 of it, and finishes
//	h  as d, but reads nothing before another stream has said g
//	g  lets those go on, and finishes
//	b  sends 10,000,000 bytes, each the one before it plus 1 modulo 251, and finishes
//	o  opens a stream itself and echoes there what it reads here
//
// It ends when the connection does, or its standard input.
package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"net"
	"os"
	"sync"

	"github.com/hashicorp/yamux"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: yamux-peer client|server SOCKET")
		os.Exit(2)
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(role, socket string) error {
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return err
	}
	fmt.Println("listening")
	conn, err := listener.Accept()
	if err != nil {
		return err
	}
	begin := yamux.Server
	if role == "client" {
		begin = yamux.Client
	}
	config := yamux.DefaultConfig()
	// It tells of each window update that crosses the end of its stream.
	config.LogOutput = io.Discard
	session, err := begin(conn, config)
	if err != nil {
		return err
	}
	var release sync.Once
	released := make(chan struct{})
	for {
		stream, err := session.AcceptStream()
		if err != nil {
			return nil
		}
		go serve(session, stream, released, func() { release.Do(func() { close(released) }) })
	}
}

func serve(session *yamux.Session, stream *yamux.Stream, released chan struct{}, release func()) {
	defer stream.Close()
	first := make([]byte, 1)
	if _, err := io.ReadFull(stream, first); err != nil {
		return
	}
	switch first[0] {
	case 'e':
		_, _ = io.Copy(stream, stream)
	case 'h':
		<-released
		digest(stream)
	case 'd':
		digest(stream)
	case 'g':
		release()
	case 'b':
		data := make([]byte, 10_000_000)
		for i := range data {
			data[i] = byte(i % 251)
		}
		_, _ = stream.Write(data)
	case 'o':
		back, err := session.OpenStream()
		if err != nil {
			return
		}
		defer back.Close()
		_, _ = io.Copy(back, stream)
	}
}

func digest(stream io.ReadWriter) {
	hash := sha256.New()
	_, _ = io.Copy(hash, stream)
	_, _ = stream.Write(hash.Sum(nil))
}
