package main

import (
	"context"

	"google.golang.org/protobuf/types/known/timestamppb"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"

	"dev.assay/plugins/internal/contract"
	"dev.assay/plugins/internal/pluginv1"
)

type service struct {
	pluginv1.UnimplementedMetricProviderServer
	behaviour contract.Behaviour
}

func (s *service) Init(context.Context, *pluginv1.InitRequest) (*pluginv1.InitResponse, error) {
	return &pluginv1.InitResponse{Error: s.behaviour.Initialize()}, nil
}

func (s *service) Run(ctx context.Context, request *pluginv1.RunRequest) (*pluginv1.Measurement, error) {
	return message(s.behaviour.Run(ctx, call(request))), nil
}

func (s *service) Resume(_ context.Context, request *pluginv1.MeasurementRequest) (*pluginv1.Measurement, error) {
	return message(s.behaviour.Resume(call(request), measurement(request.GetMeasurement()))), nil
}

func (s *service) Terminate(_ context.Context, request *pluginv1.MeasurementRequest) (*pluginv1.Measurement, error) {
	return message(s.behaviour.Terminate(measurement(request.GetMeasurement()))), nil
}

func (s *service) GarbageCollect(
	_ context.Context, request *pluginv1.GarbageCollectRequest,
) (*pluginv1.GarbageCollectResponse, error) {
	return &pluginv1.GarbageCollectResponse{Error: s.behaviour.GarbageCollect(int(request.GetLimit()))}, nil
}

func (s *service) Type(context.Context, *pluginv1.TypeRequest) (*pluginv1.TypeResponse, error) {
	return &pluginv1.TypeResponse{Type: contract.Type}, nil
}

func (s *service) GetMetadata(
	_ context.Context, request *pluginv1.GetMetadataRequest,
) (*pluginv1.GetMetadataResponse, error) {
	return &pluginv1.GetMetadataResponse{Metadata: s.behaviour.Metadata(request.GetConfig())}, nil
}

type request interface {
	GetAnalysisRun() string
	GetMetric() string
	GetConfig() string
}

func call(r request) contract.Call {
	return contract.Call{AnalysisRun: r.GetAnalysisRun(), Metric: r.GetMetric(), Config: r.GetConfig()}
}

func measurement(m *pluginv1.Measurement) v1alpha1.Measurement {
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

func message(m v1alpha1.Measurement) *pluginv1.Measurement {
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
