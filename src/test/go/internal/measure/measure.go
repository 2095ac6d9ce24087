// Package measure translates between Argo's measurement and the gRPC contract's.
package measure

import (
	"google.golang.org/protobuf/types/known/timestamppb"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"

	"dev.assay/plugins/internal/pluginv1"
)

// FromMessage takes an absent message for a zero measurement.
func FromMessage(m *pluginv1.Measurement) v1alpha1.Measurement {
	return v1alpha1.Measurement{
		Phase:      v1alpha1.AnalysisPhase(m.GetPhase()),
		Message:    m.GetMessage(),
		StartedAt:  moment(m.GetStartedAt()),
		FinishedAt: moment(m.GetFinishedAt()),
		Value:      m.GetValue(),
		Metadata:   m.GetMetadata(),
		ResumeAt:   moment(m.GetResumeAt()),
	}
}

// Message loses the zones of the times, which the contract does not have.
func Message(m v1alpha1.Measurement) *pluginv1.Measurement {
	return &pluginv1.Measurement{
		Phase:      string(m.Phase),
		Message:    m.Message,
		StartedAt:  stamp(m.StartedAt),
		FinishedAt: stamp(m.FinishedAt),
		Value:      m.Value,
		Metadata:   m.Metadata,
		ResumeAt:   stamp(m.ResumeAt),
	}
}

func moment(stamp *timestamppb.Timestamp) *metav1.Time {
	if stamp == nil {
		return nil
	}
	return &metav1.Time{Time: stamp.AsTime()}
}

func stamp(moment *metav1.Time) *timestamppb.Timestamp {
	if moment == nil {
		return nil
	}
	return timestamppb.New(moment.Time)
}
