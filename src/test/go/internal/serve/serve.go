// Package serve runs a metric provider as an Argo Rollouts plugin, as Argo's documentation shows it.
package serve

import (
	goplugin "github.com/hashicorp/go-plugin"

	"github.com/argoproj/argo-rollouts/metricproviders/plugin/rpc"
)

// Handshake is what Argo Rollouts and its metric plugins agree on.
var Handshake = goplugin.HandshakeConfig{
	ProtocolVersion:  1,
	MagicCookieKey:   "ARGO_ROLLOUTS_RPC_PLUGIN",
	MagicCookieValue: "metricprovider",
}

// Name is the name under which the provider is dispensed.
const Name = "RpcMetricProviderPlugin"

// Plugin serves until the host ends the process.
func Plugin(provider rpc.MetricProviderPlugin) {
	goplugin.Serve(&goplugin.ServeConfig{
		HandshakeConfig: Handshake,
		Plugins:         map[string]goplugin.Plugin{Name: &rpc.RpcMetricProviderPlugin{Impl: provider}},
	})
}
