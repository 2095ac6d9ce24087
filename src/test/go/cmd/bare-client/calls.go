package main

import (
	"encoding/json"
	"fmt"
	netrpc "net/rpc"
	"strings"
	"sync"

	"github.com/argoproj/argo-rollouts/metricproviders/plugin/rpc"
	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
)

const callers = 50

func metric(config string) v1alpha1.Metric {
	plugin := map[string]json.RawMessage{"assay/contract": json.RawMessage(config)}
	return v1alpha1.Metric{Name: "m", Provider: v1alpha1.MetricProvider{Plugin: plugin}}
}

func run(plugin rpc.MetricProviderPlugin, config string) v1alpha1.Measurement {
	return plugin.Run(&v1alpha1.AnalysisRun{}, metric(config))
}

// calls are made on two dispensed plugins of one connection, some of them at the same time.
func calls(first, second rpc.MetricProviderPlugin) {
	show("run", run(first, `{"text":"hello","big":12345678901234567890}`))
	show("failed run", run(second, `{"do":"fail","argument":"no such series"}`))
	show("thrown", run(second, `{"do":"throw","argument":"thrown"}`))
	fmt.Println("no run at all:", len(first.Run(nil, metric(`{}`)).Metadata))
	measurement := run(first, `{}`)
	measurement.Metadata = map[string]string{"a": "b"}
	show("resume", first.Resume(&v1alpha1.AnalysisRun{}, metric(`{}`), measurement))
	show("terminate", second.Terminate(&v1alpha1.AnalysisRun{}, metric(`{}`), measurement))
	fmt.Printf("garbage: %q, %q\n", collect(first, 1), collect(second, -1))
	fmt.Println("type:", first.Type(), second.Type())
	fmt.Println("metadata:", first.GetMetadata(metric(`{"do":"fail"}`))["error"])
	big := run(first, `{"do":"big","size":3000000}`)
	fmt.Println("big answer:", len(big.Value), "big question:", len(run(second, `"`+big.Value+`"`).Value))

	var waiting sync.WaitGroup
	answers := make([]string, callers)
	for i := range callers {
		plugin := []rpc.MetricProviderPlugin{first, second}[i%2]
		waiting.Go(func() { answers[i] = run(plugin, `{"do":"await","argument":"gate"}`).Value })
	}
	fmt.Println("open:", run(first, `{"do":"open","argument":"gate"}`).Value)
	waiting.Wait()
	fmt.Println("awaited:", strings.Count(strings.Join(answers, ","), "opened"))
}

func collect(plugin rpc.MetricProviderPlugin, limit int) string {
	return plugin.GarbageCollect(&v1alpha1.AnalysisRun{}, metric(`{}`), limit).ErrorString
}

// show leaves out the times of failures, which are those of the clock.
func show(what string, m v1alpha1.Measurement) {
	if m.Phase == v1alpha1.AnalysisPhaseError {
		m.StartedAt, m.FinishedAt = nil, nil
	}
	text, err := json.Marshal(m)
	fmt.Println(what+":", string(text), err)
}

// methods are called that there are not, and with what they do not take.
func methods(client *netrpc.Client) {
	var text string
	var measurement v1alpha1.Measurement
	for _, method := range []string{"Plugin.Nothing", "Nothing.Type", "Type", "Control.Ping"} {
		fmt.Println(method+":", client.Call(method, "an argument", &text))
	}
	var args any = rpc.GetMetadataArgs{}
	fmt.Println("other arguments:", prefix(client.Call("Plugin.Run", &args, &measurement)))
	fmt.Println("no arguments:", prefix(client.Call("Plugin.Run", new(any), &measurement)))
	fmt.Println("type:", client.Call("Plugin.Type", new(any), &text), text)
}

func prefix(err error) string {
	return fmt.Sprint(err)[:len("invalid args")]
}
