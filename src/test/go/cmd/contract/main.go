// Command contract is the plugin of the host's contract suite over net/rpc. What that protocol cannot carry:
//
//   - A run and a metric arrive as Go's structs. Fields that these lack are gone, and absent ones that Go's JSON always
//     has come back: an empty metric echoes as {"name":"","provider":{}}, an empty run as
//     {"metadata":{"creationTimestamp":null},"spec":{"metrics":null},"status":{...}}. Go's JSON also escapes <, > and &.
//   - No call is ever cancelled in the plugin: "cancelled" stays 0, and a hanging run hangs as long as the process lives.
//   - The first second of the year 1 in UTC is Go's zero time, which gob takes for absent.
//   - The plugin's own part of the metric arrives byte for byte.
package main

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	"github.com/argoproj/argo-rollouts/utils/plugin/types"

	"dev.assay/plugins/internal/contract"
	"dev.assay/plugins/internal/serve"
)

type provider struct{ behaviour contract.Behaviour }

func (p *provider) InitPlugin() types.RpcError {
	return types.RpcError{ErrorString: p.behaviour.Initialize()}
}

func (p *provider) Run(run *v1alpha1.AnalysisRun, metric v1alpha1.Metric) v1alpha1.Measurement {
	return p.behaviour.Run(context.Background(), call(run, metric))
}

func (p *provider) Resume(
	run *v1alpha1.AnalysisRun, metric v1alpha1.Metric, measurement v1alpha1.Measurement,
) v1alpha1.Measurement {
	return p.behaviour.Resume(call(run, metric), measurement)
}

func (p *provider) Terminate(
	_ *v1alpha1.AnalysisRun, _ v1alpha1.Metric, measurement v1alpha1.Measurement,
) v1alpha1.Measurement {
	return p.behaviour.Terminate(measurement)
}

func (p *provider) GarbageCollect(_ *v1alpha1.AnalysisRun, _ v1alpha1.Metric, limit int) types.RpcError {
	return types.RpcError{ErrorString: p.behaviour.GarbageCollect(limit)}
}

func (p *provider) Type() string { return contract.Type }

func (p *provider) GetMetadata(metric v1alpha1.Metric) map[string]string {
	return p.behaviour.Metadata(config(metric))
}

func call(run *v1alpha1.AnalysisRun, metric v1alpha1.Metric) contract.Call {
	return contract.Call{AnalysisRun: text(run), Metric: text(metric), Config: config(metric)}
}

// config is the part of the plugin with the first name, "null" when there is none.
func config(metric v1alpha1.Metric) string {
	var names []string
	for name := range metric.Provider.Plugin {
		names = append(names, name)
	}
	if len(names) == 0 {
		return "null"
	}
	return string(metric.Provider.Plugin[slices.Min(names)])
}

func text(value any) string {
	bytes, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	return string(bytes)
}

func main() { serve.Plugin(&provider{}) }
