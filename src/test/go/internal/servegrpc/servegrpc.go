// Package servegrpc runs a metric provider as a plugin over gRPC.
package servegrpc

import (
	"context"
	"errors"

	goplugin "github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"dev.assay/plugins/internal/pluginv1"
	"dev.assay/plugins/internal/serve"
)

// Plugin serves the gRPC contract with go-plugin until the host ends the process.
func Plugin(service pluginv1.MetricProviderServer) {
	goplugin.Serve(&goplugin.ServeConfig{
		HandshakeConfig: serve.Handshake,
		Plugins:         map[string]goplugin.Plugin{serve.Name: grpcPlugin{service: service}},
		GRPCServer:      goplugin.DefaultGRPCServer,
	})
}

type grpcPlugin struct {
	goplugin.NetRPCUnsupportedPlugin
	service pluginv1.MetricProviderServer
}

func (p grpcPlugin) GRPCServer(_ *goplugin.GRPCBroker, server *grpc.Server) error {
	pluginv1.RegisterMetricProviderServer(server, p.service)
	return nil
}

func (grpcPlugin) GRPCClient(context.Context, *goplugin.GRPCBroker, *grpc.ClientConn) (any, error) {
	return nil, errors.New("this side only serves")
}
