package main

import (
	"context"

	"dev.assay/plugins/internal/contract"
	"dev.assay/plugins/internal/measure"
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
	return measure.Message(s.behaviour.Run(ctx, call(request))), nil
}

func (s *service) Resume(_ context.Context, request *pluginv1.MeasurementRequest) (*pluginv1.Measurement, error) {
	return measure.Message(s.behaviour.Resume(call(request), measure.FromMessage(request.GetMeasurement()))), nil
}

func (s *service) Terminate(_ context.Context, request *pluginv1.MeasurementRequest) (*pluginv1.Measurement, error) {
	return measure.Message(s.behaviour.Terminate(measure.FromMessage(request.GetMeasurement()))), nil
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
