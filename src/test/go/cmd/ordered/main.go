// Command ordered is a metric plugin whose measurements are what the metric orders. Conditions are evaluated as Argo's own
// providers do it. It keeps a journal of its calls, so that a test can tell which of them arrived.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	log "github.com/sirupsen/logrus"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	"github.com/argoproj/argo-rollouts/utils/evaluate"
	metricutil "github.com/argoproj/argo-rollouts/utils/metric"
	"github.com/argoproj/argo-rollouts/utils/plugin/types"

	"dev.assay/plugins/internal/serve"
)

// order is the plugin's own part of a metric.
type order struct {
	// Value is what is measured, any JSON.
	Value any `json:"value"`
	// Fail is the message of an Error in its place.
	Fail string `json:"fail"`
	// Take is how long a measurement takes.
	Take string `json:"take"`
	// Resumes is how often the measurement is Running before it ends.
	Resumes int `json:"resumes"`
	// After is the time from a Running measurement to its resumption.
	After string `json:"after"`
	// Journal is a file, to which each call adds a line.
	Journal string `json:"journal"`
}

const left = "left"

type provider struct{}

func (provider) InitPlugin() types.RpcError { return types.RpcError{} }

func (provider) Run(run *v1alpha1.AnalysisRun, metric v1alpha1.Metric) v1alpha1.Measurement {
	o := read(metric)
	o.note("run " + run.Name)
	now := metav1.Now()
	measurement := v1alpha1.Measurement{StartedAt: &now}
	time.Sleep(duration(o.Take))
	answer := o.measure(metric, measurement, o.Resumes)
	o.note("ran " + run.Name)
	return answer
}

func (provider) Resume(
	run *v1alpha1.AnalysisRun, metric v1alpha1.Metric, measurement v1alpha1.Measurement,
) v1alpha1.Measurement {
	o := read(metric)
	o.note("resume " + run.Name)
	before, err := strconv.Atoi(measurement.Metadata[left])
	if err != nil {
		return metricutil.MarkMeasurementError(measurement, err)
	}
	return o.measure(metric, measurement, before-1)
}

func (provider) Terminate(
	run *v1alpha1.AnalysisRun, metric v1alpha1.Metric, measurement v1alpha1.Measurement,
) v1alpha1.Measurement {
	read(metric).note("terminate " + run.Name)
	now := metav1.Now()
	measurement.Phase = v1alpha1.AnalysisPhaseInconclusive
	measurement.Message = "terminated"
	measurement.FinishedAt = &now
	return measurement
}

func (provider) GarbageCollect(run *v1alpha1.AnalysisRun, metric v1alpha1.Metric, limit int) types.RpcError {
	read(metric).note(fmt.Sprintf("garbage-collect %s %d", run.Name, limit))
	return types.RpcError{}
}

func (provider) Type() string { return "Ordered" }

func (provider) GetMetadata(metric v1alpha1.Metric) map[string]string {
	return map[string]string{"ordered": fmt.Sprint(read(metric).Value)}
}

func (o order) measure(metric v1alpha1.Metric, measurement v1alpha1.Measurement, resumes int) v1alpha1.Measurement {
	if resumes > 0 {
		resumeAt := metav1.NewTime(time.Now().Add(duration(o.After)))
		measurement.Phase = v1alpha1.AnalysisPhaseRunning
		measurement.Message = "still measuring"
		measurement.Metadata = map[string]string{left: strconv.Itoa(resumes)}
		measurement.ResumeAt = &resumeAt
		return measurement
	}
	if o.Fail != "" {
		return metricutil.MarkMeasurementError(measurement, errors.New(o.Fail))
	}
	phase, err := evaluate.EvaluateResult(o.Value, metric, *log.NewEntry(log.StandardLogger()))
	if err != nil {
		return metricutil.MarkMeasurementError(measurement, err)
	}
	now := metav1.Now()
	measurement.Phase = phase
	measurement.Value = fmt.Sprint(o.Value)
	measurement.Message = ""
	measurement.FinishedAt = &now
	return measurement
}

func (o order) note(line string) {
	if o.Journal == "" {
		return
	}
	// One write of a short line is not mixed with those of other processes.
	file, err := os.OpenFile(o.Journal, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		log.Errorf("tried to keep the journal, but %v", err)
		return
	}
	defer file.Close()
	if _, err := file.WriteString(line + "\n"); err != nil {
		log.Errorf("tried to keep the journal, but %v", err)
	}
}

func read(metric v1alpha1.Metric) order {
	var o order
	for _, config := range metric.Provider.Plugin {
		if err := json.Unmarshal(config, &o); err != nil {
			o.Fail = err.Error()
		}
	}
	return o
}

func duration(text string) time.Duration {
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0
	}
	return d
}

func main() { serve.Plugin(provider{}) }
