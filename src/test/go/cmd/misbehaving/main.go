// Command misbehaving is a plugin that does wrong what a test orders: in a call, by the plugin's own part of the metric
// ({"do":"panic"}, see order.go), and at its start, by its arguments (see startup.go).
package main

import (
	"flag"
	"os"

	"dev.assay/plugins/internal/serve"
	"dev.assay/plugins/internal/servegrpc"
)

func main() {
	start := readStartup(os.Args[1:], flag.ExitOnError)
	// Serving replaces os.Stderr; this stays the pipe, as it does for a logger that was made before.
	pipe := os.Stderr
	start.beforeHandshake()
	p := &provider{startup: start, pipe: pipe}
	switch {
	case start.overGRPC:
		servegrpc.Plugin(&service{provider: p})
	case start.ownListener:
		p.connection = serveByHand(p, start.exitCode)
		select {}
	default:
		serve.Plugin(p)
	}
}
