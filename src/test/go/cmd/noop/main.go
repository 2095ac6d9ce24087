// Command noop is a metric plugin that does nothing, for measuring what surrounds it.
package main

import (
	"flag"
	"strconv"
	"time"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	"github.com/argoproj/argo-rollouts/utils/plugin/types"

	"dev.assay/plugins/internal/serve"
)

type provider struct {
	// clock has it measure the time, in nanoseconds since 1970. The times of a status have whole seconds only.
	clock bool
}

func (provider) InitPlugin() types.RpcError { return types.RpcError{} }

func (p provider) Run(*v1alpha1.AnalysisRun, v1alpha1.Metric) v1alpha1.Measurement {
	value := "1"
	if p.clock {
		value = strconv.FormatInt(time.Now().UnixNano(), 10)
	}
	return v1alpha1.Measurement{Phase: v1alpha1.AnalysisPhaseSuccessful, Value: value}
}

func (provider) Resume(_ *v1alpha1.AnalysisRun, _ v1alpha1.Metric, m v1alpha1.Measurement) v1alpha1.Measurement {
	return m
}

func (provider) Terminate(_ *v1alpha1.AnalysisRun, _ v1alpha1.Metric, m v1alpha1.Measurement) v1alpha1.Measurement {
	return m
}

func (provider) GarbageCollect(*v1alpha1.AnalysisRun, v1alpha1.Metric, int) types.RpcError {
	return types.RpcError{}
}

func (provider) Type() string { return "noop" }

func (provider) GetMetadata(v1alpha1.Metric) map[string]string { return nil }

func main() {
	delay := flag.Duration("start-delay", 0, "how long to take before it serves")
	clock := flag.Bool("clock", false, "whether to measure the time")
	flag.Parse()
	time.Sleep(*delay)
	serve.Plugin(provider{clock: *clock})
}
