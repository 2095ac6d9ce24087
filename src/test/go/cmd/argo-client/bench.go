package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	goplugin "github.com/hashicorp/go-plugin"

	argoplugin "github.com/argoproj/argo-rollouts/metricproviders/plugin"
	"github.com/argoproj/argo-rollouts/metricproviders/plugin/rpc"
	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"

	"dev.assay/plugins/internal/serve"
)

type load struct{ sequential, concurrent, callers int }

// figures of one way to call a plugin.
type figures struct {
	P50Micros      float64 `json:"p50Micros"`
	P99Micros      float64 `json:"p99Micros"`
	CallsPerSecond float64 `json:"callsPerSecond"`
	// CPUMicros is the processor time of this process for each of the concurrent calls.
	CPUMicros float64 `json:"cpuMicros"`
}

type report struct {
	Plugins    int     `json:"plugins"`
	BootMillis float64 `json:"bootMillis"`
	Sequential int     `json:"sequential"`
	Concurrent int     `json:"concurrent"`
	Callers    int     `json:"callers"`
	// Argo is its whole path: the plugin looked up and pinged under a lock, then called.
	Argo figures `json:"argo"`
	// Bare is the go-plugin client alone: dispensed once, then called.
	Bare figures `json:"bare"`
}

// printBench boots all plugins, one after the other as the controller does, and then calls the first.
func printBench(plugins pluginList, load load) error {
	if len(plugins) == 0 {
		return fmt.Errorf("tried to measure, but there is no plugin; give one with -plugin")
	}
	c, err := firstCall(plugins[0].Name)
	if err != nil {
		return err
	}
	began := time.Now()
	for _, item := range plugins {
		if _, err := argoplugin.NewRpcPlugin(choose(item.Name)); err != nil {
			return err
		}
	}
	result := report{
		Plugins: len(plugins), BootMillis: float64(time.Since(began).Microseconds()) / 1000,
		Sequential: load.sequential, Concurrent: load.concurrent, Callers: load.callers,
	}

	if result.Argo, err = measure(load, func() (v1alpha1.Measurement, error) {
		provider, err := argoplugin.NewRpcPlugin(c.metric)
		if err != nil {
			return v1alpha1.Measurement{}, err
		}
		return provider.Run(&c.run, c.metric), nil
	}); err != nil {
		return err
	}
	bare, err := bareClient(plugins[0])
	if err != nil {
		return err
	}
	if result.Bare, err = measure(load, func() (v1alpha1.Measurement, error) {
		return bare.Run(&c.run, c.metric), nil
	}); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(result)
}

// firstCall is the first line of stdin, and a small call where there is none.
func firstCall(plugin string) (*call, error) {
	line, err := readLine(bufio.NewReader(os.Stdin))
	if err != nil {
		return nil, err
	}
	if line == nil {
		metric := fmt.Sprintf(`{"name":"a","provider":{"plugin":{%q:{}}}}`, plugin)
		line = fmt.Appendf(nil, `{"verb":"run","analysisRun":{"spec":{"metrics":[%s]}},"metric":%s}`, metric, metric)
	}
	c, err := read(line)
	if err != nil {
		return nil, err
	}
	c.plugin = plugin
	if _, ok := c.metric.Provider.Plugin[plugin]; !ok || len(c.metric.Provider.Plugin) != 1 {
		return nil, fmt.Errorf("tried to measure, but the metric does not name the plugin %s alone", plugin)
	}
	return c, nil
}

func bareClient(item pluginItem) (rpc.MetricProviderPlugin, error) {
	client := goplugin.NewClient(&goplugin.ClientConfig{
		HandshakeConfig: serve.Handshake,
		Plugins:         map[string]goplugin.Plugin{serve.Name: &rpc.RpcMetricProviderPlugin{}},
		Cmd:             exec.Command(strings.TrimPrefix(item.Location, "file://"), item.Args...),
		Managed:         true,
	})
	protocol, err := client.Client()
	if err != nil {
		return nil, err
	}
	dispensed, err := protocol.Dispense(serve.Name)
	if err != nil {
		return nil, err
	}
	provider := dispensed.(rpc.MetricProviderPlugin)
	if resp := provider.InitPlugin(); resp.HasError() {
		return nil, resp
	}
	return provider, nil
}

// measure calls first one after the other, then from many callers at once; a tenth more calls come before each to warm up.
func measure(load load, run func() (v1alpha1.Measurement, error)) (figures, error) {
	took := make([]time.Duration, 0, load.sequential)
	for i := range load.sequential + load.sequential/10 {
		began := time.Now()
		if err := once(run); err != nil {
			return figures{}, err
		}
		if i >= load.sequential/10 {
			took = append(took, time.Since(began))
		}
	}
	slices.Sort(took)
	if _, err := together(load.callers, load.concurrent/10, run); err != nil {
		return figures{}, err
	}
	before := processorTime()
	all, err := together(load.callers, load.concurrent, run)
	used := processorTime() - before
	return figures{
		P50Micros:      quantile(took, 0.50),
		P99Micros:      quantile(took, 0.99),
		CallsPerSecond: float64(load.concurrent) / all.Seconds(),
		CPUMicros:      float64(used.Microseconds()) / float64(load.concurrent),
	}, err
}

// processorTime is that of this process so far, user's and system's together.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func once(run func() (v1alpha1.Measurement, error)) error {
	measurement, err := run()
	if err == nil && measurement.Phase != v1alpha1.AnalysisPhaseSuccessful {
		err = fmt.Errorf("tried to measure, but the plugin answered %+v", measurement)
	}
	return err
}

func together(callers, calls int, run func() (v1alpha1.Measurement, error)) (time.Duration, error) {
	var left atomic.Int64
	left.Store(int64(calls))
	failures := make(chan error, callers)
	var done sync.WaitGroup
	began := time.Now()
	for range callers {
		done.Go(func() {
			for left.Add(-1) >= 0 {
				if err := once(run); err != nil {
					failures <- err
					return
				}
			}
		})
	}
	done.Wait()
	took := time.Since(began)
	close(failures)
	return took, <-failures
}

// quantile of durations in their order, in microseconds.
func quantile(sorted []time.Duration, q float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return float64(sorted[int(q*float64(len(sorted)-1))].Nanoseconds()) / 1000
}
