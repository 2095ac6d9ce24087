package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/hashicorp/yamux"
)

// recordYamux writes conversations between two sessions of the real yamux, and what a real one answers to odd frames.
// Each file has lines of four kinds:
//
//	# a comment
//	do ROLE STEP...        what that end did next
//	ROLE TYPE FLAGS stream ID length N : HEADER DATA      a frame that this end sent; "pattern B N": N bytes from B up
//	end ROLE open|closed   what became of its session
func recordYamux(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for name, script := range conversations {
		if err := save(folder, name, converse(script)); err != nil {
			return err
		}
	}
	for name, frames := range oddities {
		if err := save(folder, "odd-"+name, provoke(frames)); err != nil {
			return err
		}
	}
	return nil
}

func save(folder, name string, t *transcript) error {
	text := "# recorded from github.com/hashicorp/yamux by cmd/record\n" + strings.Join(t.lines, "\n") + "\n"
	return os.WriteFile(filepath.Join(folder, name+".txt"), []byte(text), 0o644)
}

func config() *yamux.Config {
	config := yamux.DefaultConfig()
	config.LogOutput = io.Discard
	config.EnableKeepAlive = false
	config.StreamCloseTimeout = 0
	return config
}

// end is one side of a conversation.
type end struct {
	session *yamux.Session
	streams map[uint32]*yamux.Stream
	written map[uint32]int
}

func newEnd(session *yamux.Session, err error) *end {
	if err != nil {
		panic(err)
	}
	return &end{session, map[uint32]*yamux.Stream{}, map[uint32]int{}}
}

// converse lets two real sessions do the steps, one after the other.
func converse(script string) *transcript {
	t := &transcript{}
	client, clientTap := net.Pipe()
	server, serverTap := net.Pipe()
	go t.relay("client", clientTap, serverTap)
	go t.relay("server", serverTap, clientTap)
	clientConfig := config()
	if strings.Contains(script, "time-out") {
		clientConfig.StreamCloseTimeout = 10 * quiet
	}
	ends := map[string]*end{
		"client": newEnd(yamux.Client(client, clientConfig)),
		"server": newEnd(yamux.Server(server, config())),
	}
	for _, line := range strings.Split(strings.TrimSpace(script), "\n") {
		line = strings.TrimSpace(line)
		t.add("do %s", line)
		var role, step string
		var id uint32
		var bytes int
		_, _ = fmt.Sscan(line, &role, &step, &id, &bytes)
		ends[role].do(step, id, bytes)
		t.settle()
	}
	for _, role := range []string{"client", "server"} {
		t.outcome(role, ends[role].session)
	}
	_ = ends["client"].session.Close()
	_ = ends["server"].session.Close()
	return t
}

func (e *end) do(step string, id uint32, bytes int) {
	switch step {
	case "open", "accept":
		stream, err := e.session.OpenStream, error(nil)
		if step == "accept" {
			stream = e.session.AcceptStream
		}
		opened, err := stream()
		if err != nil || opened.StreamID() != id {
			panic(fmt.Sprint(step, id, err))
		}
		e.streams[id] = opened
	case "write":
		data := pattern(e.written[id], bytes)
		e.written[id] += bytes
		go func() { _, _ = e.streams[id].Write(data) }()
	case "read":
		if n, err := e.streams[id].Read(make([]byte, bytes)); n != bytes {
			panic(fmt.Sprint("read ", n, err))
		}
	case "finish":
		_ = e.streams[id].Close()
	case "reset": // by the time-out after a close, yamux's only way
		time.Sleep(12 * quiet)
	case "ping":
		_, _ = e.session.Ping()
	default:
		panic(step)
	}
}

func (t *transcript) outcome(role string, session *yamux.Session) {
	state := "open"
	if session.IsClosed() {
		state = "closed"
	}
	t.add("end %s %s", role, state)
}

var conversations = map[string]string{
	"echo": `client open 1
		server accept 1
		client write 1 5
		server read 1 5
		server write 1 5
		client read 1 5
		client finish 1
		server finish 1`,
	"half-close": `client open 1
		server accept 1
		client write 1 10
		client finish 1
		server read 1 10
		server write 1 100
		client read 1 100
		server write 1 20
		server finish 1
		client read 1 20`,
	"opened-by-the-server": `server open 2
		client accept 2
		server write 2 7
		client read 2 7
		client write 2 3
		server read 2 3
		client finish 2
		server finish 2`,
	"several-streams": `client open 1
		server accept 1
		client open 3
		server accept 3
		server open 2
		client accept 2
		client write 3 30
		client write 1 10
		server write 2 20
		server read 3 30
		server finish 3
		client finish 3
		server write 1 1`,
	"window": `client open 1
		server accept 1
		client write 1 700000
		server read 1 1000
		server read 1 130000
		server read 1 100000
		server read 1 31144
		server read 1 131000
		server read 1 131072
		server read 1 131072
		server read 1 44712
		client finish 1
		server finish 1`,
	"ping": "client ping\nserver ping\nclient ping",
	"reset": `client open 1
		server accept 1
		client write 1 5
		client finish 1
		client reset 1 (the time-out after a close)`,
}
