// Command digest is a metric plugin that answers with a digest of everything that it received, as Go saw it, and with all
// of it in full where that is asked for. With -json it answers with all of it as Go's JSON instead. What else it answers
// stands in its part of the metric; see order.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	"github.com/argoproj/argo-rollouts/utils/plugin/types"

	"dev.assay/plugins/internal/dump"
	"dev.assay/plugins/internal/serve"
)

// provider is told whether to answer with JSON.
type provider struct{ asJSON bool }

func (provider) InitPlugin() types.RpcError { return types.RpcError{} }

func (p provider) Run(run *v1alpha1.AnalysisRun, metric v1alpha1.Metric) v1alpha1.Measurement {
	return p.order(metric).measurement("run", p.received(part{"analysisRun", run}, part{"metric", metric}))
}

func (p provider) Resume(run *v1alpha1.AnalysisRun, metric v1alpha1.Metric, m v1alpha1.Measurement) v1alpha1.Measurement {
	return p.order(metric).measurement(
		"resume", p.received(part{"analysisRun", run}, part{"metric", metric}, part{"measurement", m}))
}

func (p provider) Terminate(run *v1alpha1.AnalysisRun, metric v1alpha1.Metric, m v1alpha1.Measurement) v1alpha1.Measurement {
	return p.order(metric).measurement(
		"terminate", p.received(part{"analysisRun", run}, part{"metric", metric}, part{"measurement", m}))
}

func (p provider) GarbageCollect(run *v1alpha1.AnalysisRun, metric v1alpha1.Metric, limit int) types.RpcError {
	return p.order(metric).err(
		"garbage-collect", p.received(part{"analysisRun", run}, part{"metric", metric}, part{"limit", limit}))
}

func (provider) Type() string { return "digest" }

func (p provider) GetMetadata(metric v1alpha1.Metric) map[string]string {
	return p.order(metric).metadata("metadata", p.received(part{"metric", metric}))
}

func (p provider) order(metric v1alpha1.Metric) order {
	o := orderOf(metric)
	o.asJSON = p.asJSON
	return o
}

// part is one thing of those that were received.
type part struct {
	name  string
	value any
}

// received is all of it as text.
func (p provider) received(parts ...part) string {
	if !p.asJSON {
		text := ""
		for _, part := range parts {
			text += dump.Of(part.name, part.value)
		}
		return text
	}
	byName := map[string]any{}
	for _, part := range parts {
		byName[part.name] = part.value
	}
	text, err := json.Marshal(byName)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

func digestOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func main() {
	asJSON := flag.Bool("json", false, "answer with JSON")
	flag.Parse()
	serve.Plugin(provider{*asJSON})
}
