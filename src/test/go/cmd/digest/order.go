package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"time"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	"github.com/argoproj/argo-rollouts/utils/plugin/types"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// order is the plugin's part of a metric: what to answer. Without one the answer is Successful, with the digest as value
// and in the metadata.
type order struct {
	// asJSON leaves digests out.
	asJSON bool

	// Dump asks for all that was received, in full.
	Dump bool `json:"dump"`
	// Say is printed to stdout and to stderr.
	Say string `json:"say"`
	// Bare asks for nothing but what is ordered: no digest.
	Bare bool `json:"bare"`

	Phase    string            `json:"phase"`
	Message  string            `json:"message"`
	Value    string            `json:"value"`
	Metadata map[string]string `json:"metadata"`
	Error    string            `json:"error"`

	// Times are RFC 3339, to the nanosecond, with a zone that may have seconds: +01:30:15.
	StartedAt  string `json:"startedAt"`
	FinishedAt string `json:"finishedAt"`
	ResumeAt   string `json:"resumeAt"`
}

// orderOf reads the order of the first plugin of the metric; one that cannot be read is none.
func orderOf(metric v1alpha1.Metric) order {
	names := slices.Sorted(maps.Keys(metric.Provider.Plugin))
	var read order
	if len(names) > 0 && json.Unmarshal(metric.Provider.Plugin[names[0]], &read) != nil {
		return order{}
	}
	if read.Say != "" {
		fmt.Println(read.Say, "on stdout")
		fmt.Fprintln(os.Stderr, read.Say, "on stderr")
	}
	return read
}

func (o order) measurement(verb, received string) v1alpha1.Measurement {
	m := v1alpha1.Measurement{
		Phase:      v1alpha1.AnalysisPhase(o.Phase),
		Message:    o.Message,
		Value:      o.Value,
		StartedAt:  instant(o.StartedAt),
		FinishedAt: instant(o.FinishedAt),
		ResumeAt:   instant(o.ResumeAt),
		Metadata:   o.metadata(verb, received),
	}
	if !o.Bare && o.Phase == "" {
		m.Phase = v1alpha1.AnalysisPhaseSuccessful
	}
	if !o.Bare && !o.asJSON && o.Value == "" {
		m.Value = digestOf(verb + "\n" + received)
	}
	return m
}

func (o order) metadata(verb, received string) map[string]string {
	if o.Bare {
		return o.Metadata
	}
	metadata := map[string]string{"verb": verb}
	if !o.asJSON {
		metadata["digest"] = digestOf(verb + "\n" + received)
	}
	if o.Dump || o.asJSON {
		metadata["dump"] = received
	}
	if o.Error != "" {
		metadata["error"] = o.Error
	}
	maps.Copy(metadata, o.Metadata)
	return metadata
}

func (o order) err(verb, received string) types.RpcError {
	if o.Bare || o.Error != "" {
		return types.RpcError{ErrorString: o.Error}
	}
	if o.asJSON {
		return types.RpcError{ErrorString: received}
	}
	text := digestOf(verb + "\n" + received)
	if o.Dump {
		text += "\n" + received
	}
	return types.RpcError{ErrorString: text}
}

func instant(text string) *metav1.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z07:00:00"} {
		if t, err := time.Parse(layout, text); err == nil {
			return &metav1.Time{Time: t}
		}
	}
	return nil
}
