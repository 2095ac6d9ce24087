// Command grpc-plugin is the plugin of the host's contract suite over gRPC, made with go-plugin.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	goplugin "github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"dev.assay/plugins/internal/pluginv1"
	"dev.assay/plugins/internal/serve"
)

// plugin serves over gRPC only.
type plugin struct {
	goplugin.NetRPCUnsupportedPlugin
}

func (plugin) GRPCServer(_ *goplugin.GRPCBroker, server *grpc.Server) error {
	pluginv1.RegisterMetricProviderServer(server, &service{})
	return nil
}

func (plugin) GRPCClient(context.Context, *goplugin.GRPCBroker, *grpc.ClientConn) (any, error) {
	return nil, errors.New("this side only serves")
}

func main() {
	if offer, told := os.LookupEnv("ASSAY_PLUGIN_PROTOCOLS"); told && !slices.Contains(strings.Split(offer, ","), "grpc") {
		fmt.Fprintf(os.Stderr, "This plugin speaks grpc, and the host offers %q.\n", offer)
		os.Exit(1)
	}
	goplugin.Serve(&goplugin.ServeConfig{
		HandshakeConfig: serve.Handshake,
		Plugins:         map[string]goplugin.Plugin{serve.Name: plugin{}},
		GRPCServer:      goplugin.DefaultGRPCServer,
	})
}
