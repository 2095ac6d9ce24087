package main

import (
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
)

// script is one run, with all that its providers answer. Durations are in milliseconds.
type script struct {
	Name string               `json:"name"`
	Run  v1alpha1.AnalysisRun `json:"run"`
	// Persist says whether the status goes through JSON after each step, as in a cluster.
	Persist bool   `json:"persist"`
	Steps   []step `json:"steps"`
	// Answers are those of each metric, in the order of its calls. After the last one each answer is Successful.
	Answers map[string][]answer `json:"answers"`
	// Metadata is that of each metric.
	Metadata map[string]map[string]string `json:"metadata"`
	// Collections are the outcomes of GarbageCollect, for all metrics; empty for a success, and after the last one.
	Collections []string `json:"collections"`
}

// step is one look at the run.
type step struct {
	// Wait is the time since the end of the step before.
	Wait int64 `json:"wait"`
	// Terminate says that somebody sets spec.terminate before it.
	Terminate bool `json:"terminate"`
}

type answer struct {
	// Fault is why there is no provider; then there is nothing else.
	Fault string `json:"fault"`
	// Takes is the time until the answer.
	Takes    int64                  `json:"takes"`
	Phase    v1alpha1.AnalysisPhase `json:"phase"`
	Message  string                 `json:"message"`
	Value    string                 `json:"value"`
	Metadata map[string]string      `json:"metadata"`
	// Started and Finished say which times the provider gives; Resume is that of resumeAt, after the call.
	Started  bool   `json:"started"`
	Finished bool   `json:"finished"`
	Resume   *int64 `json:"resume"`
}

func (a answer) measurement(called time.Time) v1alpha1.Measurement {
	m := v1alpha1.Measurement{Phase: a.Phase, Message: a.Message, Value: a.Value, Metadata: a.Metadata}
	if a.Started {
		m.StartedAt = &metav1.Time{Time: called}
	}
	if a.Finished {
		m.FinishedAt = &metav1.Time{Time: called.Add(milliseconds(a.Takes))}
	}
	if a.Resume != nil {
		m.ResumeAt = &metav1.Time{Time: called.Add(milliseconds(*a.Resume))}
	}
	return m
}

func milliseconds(n int64) time.Duration {
	return time.Duration(n) * time.Millisecond
}

// outcome is the state after a step.
type outcome struct {
	// At is the end of the step, in milliseconds since the epoch.
	At     int64                      `json:"at"`
	Status v1alpha1.AnalysisRunStatus `json:"status"`
	// Calls are those of the step: "run m0", in the order of the metrics, then "collect m0 10" as they came.
	Calls []string `json:"calls"`
	// After is the time in nanoseconds until Argo looks again, for a run that has not completed.
	After   *int64 `json:"after,omitempty"`
	Deleted bool   `json:"deleted,omitempty"`
}
