package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	argoplugin "github.com/argoproj/argo-rollouts/metricproviders/plugin"
	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	kjson "sigs.k8s.io/json"
)

// request is a call of one verb: run, resume, terminate, garbage-collect, metadata, type. What is absent is empty.
type request struct {
	Verb        string          `json:"verb"`
	Plugin      string          `json:"plugin"`
	AnalysisRun json.RawMessage `json:"analysisRun"`
	Metric      json.RawMessage `json:"metric"`
	Measurement json.RawMessage `json:"measurement"`
	Limit       int             `json:"limit"`
}

// answer has exactly one of its fields.
type answer struct {
	// Answer is what Argo's client returned: a Measurement, {} or {"error":TEXT}, a map or null, {"type":TEXT}.
	Answer any `json:"answer,omitempty"`
	// Refused tells why the request cannot be read into Argo's types.
	Refused string `json:"refused,omitempty"`
	// Unavailable tells why Argo did not give a client of the plugin.
	Unavailable string `json:"unavailable,omitempty"`
}

// call is a request in Argo's types.
type call struct {
	plugin      string
	verb        string
	run         v1alpha1.AnalysisRun
	metric      v1alpha1.Metric
	measurement v1alpha1.Measurement
	limit       int
}

// readLine is nil at the end.
func readLine(in *bufio.Reader) ([]byte, error) {
	line, err := in.ReadBytes('\n')
	if len(bytes.TrimSpace(line)) > 0 {
		return line, nil
	}
	if err == nil || errors.Is(err, io.EOF) {
		return nil, nil
	}
	return nil, err
}

// read uses the decoder with which Kubernetes' clients read what the API server sends: keys are case-sensitive.
func read(line []byte) (*call, error) {
	var r request
	if err := json.Unmarshal(line, &r); err != nil {
		return nil, err
	}
	c := &call{plugin: r.Plugin, verb: r.Verb, limit: r.Limit}
	for _, part := range []struct {
		name string
		json json.RawMessage
		into any
	}{
		{"analysisRun", r.AnalysisRun, &c.run},
		{"metric", r.Metric, &c.metric},
		{"measurement", r.Measurement, &c.measurement},
	} {
		if len(part.json) == 0 {
			continue
		}
		if err := kjson.UnmarshalCaseSensitivePreserveInts(part.json, part.into); err != nil {
			return nil, fmt.Errorf("%s: %w", part.name, err)
		}
	}
	return c, nil
}

func answerTo(line []byte) answer {
	c, err := read(line)
	if err != nil {
		return answer{Refused: err.Error()}
	}
	provider, err := argoplugin.NewRpcPlugin(c.chooser())
	if err != nil {
		return answer{Unavailable: err.Error()}
	}
	switch c.verb {
	case "run":
		return answer{Answer: provider.Run(&c.run, c.metric)}
	case "resume":
		return answer{Answer: provider.Resume(&c.run, c.metric, c.measurement)}
	case "terminate":
		return answer{Answer: provider.Terminate(&c.run, c.metric, c.measurement)}
	case "garbage-collect":
		if err := provider.GarbageCollect(&c.run, c.metric, c.limit); err != nil {
			return answer{Answer: map[string]string{"error": err.Error()}}
		}
		return answer{Answer: struct{}{}}
	case "metadata":
		// A raw null, for a nil map would be left out of the answer.
		raw, err := json.Marshal(provider.GetMetadata(c.metric))
		if err != nil {
			return answer{Refused: err.Error()}
		}
		return answer{Answer: json.RawMessage(raw)}
	case "type":
		return answer{Answer: map[string]string{"type": provider.Type()}}
	default:
		return answer{Refused: fmt.Sprintf("%q is no verb", c.verb)}
	}
}

// chooser is a metric by which Argo finds the plugin: the metric of the call where it names that plugin and no other.
func (c *call) chooser() v1alpha1.Metric {
	if _, ok := c.metric.Provider.Plugin[c.plugin]; ok && len(c.metric.Provider.Plugin) == 1 {
		return c.metric
	}
	return choose(c.plugin)
}

func choose(plugin string) v1alpha1.Metric {
	return v1alpha1.Metric{Provider: v1alpha1.MetricProvider{Plugin: map[string]json.RawMessage{plugin: nil}}}
}
