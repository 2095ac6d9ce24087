package contract

import (
	"fmt"
	"slices"
	"strings"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
)

// text is a measurement as Java's record of it reads, with which the suite compares it.
func text(m v1alpha1.Measurement) string {
	keys := make([]string, 0, len(m.Metadata))
	for key := range m.Metadata {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	pairs := make([]string, 0, len(keys))
	for _, key := range keys {
		pairs = append(pairs, key+"="+m.Metadata[key])
	}
	return fmt.Sprintf(
		"Measurement[phase=%s, message=%s, startedAt=%s, finishedAt=%s, value=%s, metadata={%s}, resumeAt=%s]",
		m.Phase, m.Message, instant(m.StartedAt), instant(m.FinishedAt), m.Value, strings.Join(pairs, ", "),
		instant(m.ResumeAt))
}

// instant writes fractions of a second in groups of three digits, as java.time.Instant does.
func instant(t *metav1.Time) string {
	if t == nil {
		return "null"
	}
	layout := "2006-01-02T15:04:05"
	switch nanos := t.Nanosecond(); {
	case nanos == 0:
	case nanos%int(time.Millisecond) == 0:
		layout += ".000"
	case nanos%int(time.Microsecond) == 0:
		layout += ".000000"
	default:
		layout += ".000000000"
	}
	return t.UTC().Format(layout + "Z")
}
