package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"

	goplugin "github.com/hashicorp/go-plugin"

	"github.com/argoproj/argo-rollouts/metricproviders/plugin/rpc"

	"dev.assay/plugins/internal/serve"
)

// connection is what go-plugin's own Serve keeps to itself.
type connection struct {
	net.Listener
	mutex    sync.Mutex
	accepted []net.Conn
}

// serveByHand does what goplugin.Serve does, without the streams of stdout and stderr.
func serveByHand(p *provider, exitCode int) *connection {
	if os.Getenv(serve.Handshake.MagicCookieKey) != serve.Handshake.MagicCookieValue {
		fmt.Fprintln(os.Stderr, "This is a plugin.")
		os.Exit(1)
	}
	folder := os.Getenv("PLUGIN_UNIX_SOCKET_DIR")
	listener, err := net.Listen("unix", filepath.Join(folder, fmt.Sprintf("misbehaving%d", os.Getpid())))
	if err != nil {
		panic(err)
	}
	fmt.Printf("1|1|unix|%s|netrpc|\n", listener.Addr())
	if exitCode >= 0 {
		os.Exit(exitCode)
	}
	silent, _ := io.Pipe()
	server := &goplugin.RPCServer{
		Plugins: map[string]goplugin.Plugin{serve.Name: &rpc.RpcMetricProviderPlugin{Impl: p}},
		Stdout:  silent,
		Stderr:  silent,
	}
	c := &connection{Listener: listener}
	go server.Serve(c)
	return c
}

// Accept remembers what it accepted.
func (c *connection) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err != nil {
		return nil, err
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.accepted = append(c.accepted, conn)
	return conn, nil
}

// disconnect closes every connection while the process lives on.
func (c *connection) disconnect() error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	var all []error
	for _, conn := range c.accepted {
		all = append(all, conn.Close())
	}
	return errors.Join(all...)
}
