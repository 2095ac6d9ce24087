package serve

import (
	"context"
	"errors"

	goplugin "github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"dev.assay/plugins/internal/pluginv1"
)

// OverGRPC serves the gRPC contract with go-plugin until the host ends the process.
func OverGRPC(service pluginv1.MetricProviderServer) {
	goplugin.Serve(&goplugin.ServeConfig{
		HandshakeConfig: Handshake,
		Plugins:         map[string]goplugin.Plugin{Name: grpcPlugin{service: service}},
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
