// Package contract is the behaviour that the host's contract suite expects of a plugin, whatever carries it: that of
// dev.assay.testing.ContractPlugin.
package contract

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"maps"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
)

// Type is what the plugin says it is.
const Type = "ContractPlugin"

var started = time.Date(2024, 2, 29, 23, 59, 59, 123456789, time.UTC)

// Call is what one call brought, as JSON text.
type Call struct {
	AnalysisRun, Metric string
	// Config is the plugin's own part of the metric, "null" when there is none.
	Config string
}

// Behaviour is safe for concurrent use; its zero value is a plugin that has not been initialised.
type Behaviour struct {
	initialized, hanging, cancelled atomic.Int64
	gates                           gates
}

// Initialize returns an error text, which is empty the first time only.
func (b *Behaviour) Initialize() string {
	if b.initialized.Add(1) == 1 {
		return ""
	}
	return "initialised twice: ä€🚀"
}

// Run does what the text "do" in the plugin's own part of the metric says; without one it answers with what it was given.
func (b *Behaviour) Run(ctx context.Context, call Call) v1alpha1.Measurement {
	steps := read(call.Config)
	switch steps.Do {
	case "fail", "throw":
		return failed(steps.Argument)
	case "nothing":
		return failed("the plugin returned nothing")
	case "phase":
		return measured(steps.Argument, "")
	case "big":
		return measured("Successful", strings.Repeat("x", steps.Size))
	case "await":
		b.gates.await(steps.Argument)
		return measured("Successful", "opened")
	case "open":
		b.gates.open(steps.Argument)
		return measured("Successful", "opener")
	case "hang":
		return b.hang(ctx)
	case "print":
		fmt.Println("out: " + steps.Argument)
		fmt.Fprintln(os.Stderr, "err: "+steps.Argument)
		log.Print("[WARN] log: " + steps.Argument)
		return measured("Successful", "")
	default:
		return echo(call, nil)
	}
}

// Resume answers with what it was given.
func (b *Behaviour) Resume(call Call, measurement v1alpha1.Measurement) v1alpha1.Measurement {
	return echo(call, map[string]string{"verb": "resume", "was": text(measurement)})
}

// Terminate returns the measurement with another message.
func (b *Behaviour) Terminate(measurement v1alpha1.Measurement) v1alpha1.Measurement {
	measurement.Message = "terminated"
	return measurement
}

// GarbageCollect returns an error text, which is empty unless the limit is negative.
func (b *Behaviour) GarbageCollect(limit int) string {
	if limit >= 0 {
		return ""
	}
	return fmt.Sprintf("cannot keep %d measurements", limit)
}

// Metadata tells how many runs hang, how many of them were given up, and what the plugin's part of the metric is.
func (b *Behaviour) Metadata(config string) map[string]string {
	if read(config).Do == "fail" {
		return map[string]string{"error": "no metadata"}
	}
	return map[string]string{
		"hanging":   strconv.FormatInt(b.hanging.Load(), 10),
		"cancelled": strconv.FormatInt(b.cancelled.Load(), 10),
		"config":    config,
	}
}

func (b *Behaviour) hang(ctx context.Context) v1alpha1.Measurement {
	b.hanging.Add(1)
	<-ctx.Done()
	b.cancelled.Add(1)
	return failed(ctx.Err().Error())
}

type steps struct {
	Do       string `json:"do"`
	Argument string `json:"argument"`
	Size     int    `json:"size"`
}

// read takes what is not understood for a metric that asks for nothing.
func read(config string) steps {
	var s steps
	if err := json.Unmarshal([]byte(config), &s); err != nil {
		return steps{}
	}
	return s
}

func echo(call Call, more map[string]string) v1alpha1.Measurement {
	metadata := map[string]string{"analysisRun": call.AnalysisRun, "metric": call.Metric}
	maps.Copy(metadata, more)
	return v1alpha1.Measurement{
		Phase:     v1alpha1.AnalysisPhaseRunning,
		Message:   "echo",
		StartedAt: &metav1.Time{Time: started},
		Value:     call.Config,
		Metadata:  metadata,
		ResumeAt:  &metav1.Time{Time: started.Add(time.Second)},
	}
}

func measured(phase, value string) v1alpha1.Measurement {
	return v1alpha1.Measurement{
		Phase:      v1alpha1.AnalysisPhase(phase),
		StartedAt:  &metav1.Time{Time: started},
		FinishedAt: &metav1.Time{Time: started},
		Value:      value,
	}
}

func failed(message string) v1alpha1.Measurement {
	failure := measured("Error", "")
	failure.Message = message
	return failure
}
