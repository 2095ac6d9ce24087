// Command digest is a metric plugin that answers with a digest of everything that it received, as Go saw it, and with all
// of it in full where that is asked for. What else it answers stands in its part of the metric; see order.
package main

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	"github.com/argoproj/argo-rollouts/utils/plugin/types"

	"dev.assay/plugins/internal/dump"
	"dev.assay/plugins/internal/serve"
)

type provider struct{}

func (provider) InitPlugin() types.RpcError { return types.RpcError{} }

func (provider) Run(run *v1alpha1.AnalysisRun, metric v1alpha1.Metric) v1alpha1.Measurement {
	return orderOf(metric).measurement("run", dumpOf(run, metric))
}

func (provider) Resume(run *v1alpha1.AnalysisRun, metric v1alpha1.Metric, m v1alpha1.Measurement) v1alpha1.Measurement {
	return orderOf(metric).measurement("resume", dumpOf(run, metric)+dump.Of("measurement", m))
}

func (provider) Terminate(run *v1alpha1.AnalysisRun, metric v1alpha1.Metric, m v1alpha1.Measurement) v1alpha1.Measurement {
	return orderOf(metric).measurement("terminate", dumpOf(run, metric)+dump.Of("measurement", m))
}

func (provider) GarbageCollect(run *v1alpha1.AnalysisRun, metric v1alpha1.Metric, limit int) types.RpcError {
	return orderOf(metric).err("garbage-collect", dumpOf(run, metric)+dump.Of("limit", limit))
}

func (provider) Type() string { return "digest" }

func (provider) GetMetadata(metric v1alpha1.Metric) map[string]string {
	return orderOf(metric).metadata("metadata", dump.Of("metric", metric))
}

func dumpOf(run *v1alpha1.AnalysisRun, metric v1alpha1.Metric) string {
	return dump.Of("analysisRun", run) + dump.Of("metric", metric)
}

func digestOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func main() { serve.Plugin(provider{}) }
