package dev.assay.api.grpc;

import com.google.protobuf.Timestamp;
import dev.assay.analysis.run.AnalysisRunStatus;
import dev.assay.analysis.run.Counts;
import dev.assay.analysis.run.MetricStatus;
import dev.assay.analysis.run.RunSummary;
import dev.assay.measure.run.RunPage;
import dev.assay.measure.run.RunView;
import dev.assay.measure.run.RunsEvent;
import dev.assay.proto.v1.AnalysisRun;
import dev.assay.proto.v1.AnalysisRunMetric;
import dev.assay.proto.v1.AnalysisRunSummary;
import dev.assay.proto.v1.ListAnalysisRunsResponse;
import dev.assay.proto.v1.WatchAnalysisRunResponse;
import dev.assay.proto.v1.WatchAnalysisRunsResponse;
import dev.assay.wire.grpc.MeasurementProto;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes runs as messages of {@code assay.v1}. */
final class RunProtoWriter {
    private RunProtoWriter() {}

    /** A run, with its specification where the view has it. */
    static AnalysisRun run(RunView run) {
        AnalysisRun.Builder message = AnalysisRun.newBuilder()
                .setName(run.name())
                .setNamespace(run.namespace())
                .putAllLabels(run.labels())
                .putAllAnnotations(run.annotations())
                .setCreatedAt(MeasurementProto.toProto(run.createdAt()))
                .setTerminate(run.terminate())
                .setStatus(status(run.status()));
        if (!run.spec().isEmpty()) {
            message.setSpec(run.spec().toString());
        }
        return message.build();
    }

    /** @param memory takes memory for each run before the next one is written */
    static ListAnalysisRunsResponse page(RunPage page, CallMemory memory) {
        ListAnalysisRunsResponse.Builder message = list(page.runs(), memory);
        page.next().ifPresent(next -> message.setContinue(String.valueOf(next)));
        return message.build();
    }

    static WatchAnalysisRunResponse event(RunView run) {
        return WatchAnalysisRunResponse.newBuilder().setRun(run(run)).build();
    }

    /** @param memory takes memory for each run before the next one is written */
    static WatchAnalysisRunsResponse event(RunsEvent event, CallMemory memory) {
        WatchAnalysisRunsResponse.Builder message = WatchAnalysisRunsResponse.newBuilder();
        if (event instanceof RunsEvent.Listed listed) {
            message.setRuns(list(listed.runs(), memory));
        } else if (event instanceof RunsEvent.Changed changed) {
            AnalysisRun run = run(changed.run());
            memory.hold(run.getSerializedSize());
            message.setRun(run);
        } else {
            message.setRemoved(((RunsEvent.Removed) event).name());
        }
        return message.build();
    }

    private static ListAnalysisRunsResponse.Builder list(List<RunView> runs, CallMemory memory) {
        ListAnalysisRunsResponse.Builder message = ListAnalysisRunsResponse.newBuilder();
        long size = 0;
        for (RunView view : runs) {
            AnalysisRun run = run(view);
            size += run.getSerializedSize();
            memory.hold(size);
            message.addRuns(run);
        }
        return message;
    }

    private static dev.assay.proto.v1.AnalysisRunStatus status(AnalysisRunStatus status) {
        var message = dev.assay.proto.v1.AnalysisRunStatus.newBuilder()
                .setPhase(status.phase().text())
                .setMessage(status.message())
                .setRunSummary(summary(status.runSummary()));
        status.metrics().forEach(metric -> message.addMetricResults(metric(metric)));
        ifPresent(status.startedAt(), message::setStartedAt);
        ifPresent(status.completedAt(), message::setCompletedAt);
        @Nullable RunSummary dryRun = status.dryRunSummary();
        if (dryRun != null) {
            message.setDryRunSummary(summary(dryRun));
        }
        return message.build();
    }

    private static AnalysisRunMetric metric(MetricStatus metric) {
        Counts counts = metric.counts();
        AnalysisRunMetric.Builder message = AnalysisRunMetric.newBuilder()
                .setName(metric.name())
                .setPhase(metric.phase().text())
                .setMessage(metric.message())
                .setDryRun(metric.dryRun())
                .putAllMetadata(metric.metadata())
                .setCount(counts.count())
                .setSuccessful(counts.successful())
                .setFailed(counts.failed())
                .setInconclusive(counts.inconclusive())
                .setError(counts.error())
                .setConsecutiveError(counts.consecutiveError())
                .setConsecutiveSuccess(counts.consecutiveSuccess());
        metric.measurements().forEach(measurement -> message.addMeasurements(MeasurementProto.toProto(measurement)));
        return message.build();
    }

    private static AnalysisRunSummary summary(RunSummary summary) {
        return AnalysisRunSummary.newBuilder()
                .setCount(summary.count())
                .setSuccessful(summary.successful())
                .setFailed(summary.failed())
                .setInconclusive(summary.inconclusive())
                .setError(summary.error())
                .build();
    }

    private static void ifPresent(@Nullable Instant time, Consumer<Timestamp> set) {
        if (time != null) {
            set.accept(MeasurementProto.toProto(time));
        }
    }
}
