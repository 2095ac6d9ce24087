package main

import (
	"context"

	"dev.assay/plugins/internal/measure"
	"dev.assay/plugins/internal/pluginv1"
)

// service obeys the same orders over gRPC.
type service struct {
	pluginv1.UnimplementedMetricProviderServer
	provider *provider
}

func (s *service) Init(context.Context, *pluginv1.InitRequest) (*pluginv1.InitResponse, error) {
	return &pluginv1.InitResponse{Error: s.provider.startup.initialize()}, nil
}

func (s *service) Run(_ context.Context, request *pluginv1.RunRequest) (*pluginv1.Measurement, error) {
	return s.measurement(request), nil
}

func (s *service) Resume(_ context.Context, request *pluginv1.MeasurementRequest) (*pluginv1.Measurement, error) {
	return s.measurement(request), nil
}

func (s *service) Terminate(_ context.Context, request *pluginv1.MeasurementRequest) (*pluginv1.Measurement, error) {
	return s.measurement(request), nil
}

func (s *service) GarbageCollect(
	_ context.Context, request *pluginv1.GarbageCollectRequest,
) (*pluginv1.GarbageCollectResponse, error) {
	return &pluginv1.GarbageCollectResponse{Error: s.provider.obey(orderOf(request)).Message}, nil
}

func (s *service) Type(context.Context, *pluginv1.TypeRequest) (*pluginv1.TypeResponse, error) {
	return &pluginv1.TypeResponse{Type: s.provider.Type()}, nil
}

func (s *service) GetMetadata(
	_ context.Context, request *pluginv1.GetMetadataRequest,
) (*pluginv1.GetMetadataResponse, error) {
	return &pluginv1.GetMetadataResponse{Metadata: s.provider.obey(orderOf(request)).Metadata}, nil
}

func (s *service) measurement(request interface{ GetConfig() string }) *pluginv1.Measurement {
	return measure.Message(s.provider.obey(orderOf(request)))
}

func orderOf(request interface{ GetConfig() string }) order {
	var o order
	o.read([]byte(request.GetConfig()))
	return o
}
