package dev.assay.wire.grpc.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.proto.plugin.v1.GarbageCollectRequest;
import dev.assay.proto.plugin.v1.GetMetadataRequest;
import dev.assay.proto.plugin.v1.MeasurementRequest;
import dev.assay.proto.plugin.v1.RunRequest;
import dev.assay.wire.grpc.MeasurementProto;

/** The requests of the contract {@code assay.plugin.v1.MetricProvider}. */
final class GrpcRequests {
    private GrpcRequests() {}

    static RunRequest run(AnalysisRun analysisRun, Metric metric) {
        return RunRequest.newBuilder()
                .setAnalysisRun(analysisRun.text())
                .setMetric(metric.text())
                .setConfig(config(metric))
                .build();
    }

    /** The request of Resume and of Terminate. */
    static MeasurementRequest measurement(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return MeasurementRequest.newBuilder()
                .setAnalysisRun(analysisRun.text())
                .setMetric(metric.text())
                .setConfig(config(metric))
                .setMeasurement(MeasurementProto.toProto(measurement))
                .build();
    }

    static GarbageCollectRequest garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return GarbageCollectRequest.newBuilder()
                .setAnalysisRun(analysisRun.text())
                .setMetric(metric.text())
                .setConfig(config(metric))
                .setLimit(limit)
                .build();
    }

    static GetMetadataRequest metadata(Metric metric) {
        return GetMetadataRequest.newBuilder()
                .setMetric(metric.text())
                .setConfig(config(metric))
                .build();
    }

    /** The plugin's own part of a metric as JSON text; {@code null} when there is none. */
    private static String config(Metric metric) {
        return metric.plugin()
                .map(Metric.PluginEntry::config)
                .map(JsonNode::toString)
                .orElse("null");
    }
}
