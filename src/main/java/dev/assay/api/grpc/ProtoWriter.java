package dev.assay.api.grpc;

import dev.assay.host.ConfigurationFault;
import dev.assay.host.status.CallCounts;
import dev.assay.host.status.PluginStatus;
import dev.assay.host.status.PluginUpdate;
import dev.assay.install.InstallProgress;
import dev.assay.measure.MeasureEvent;
import dev.assay.process.LastExit;
import dev.assay.proto.v1.DownloadProgress;
import dev.assay.proto.v1.MeasureResponse;
import dev.assay.proto.v1.MetricResult;
import dev.assay.proto.v1.PluginCalls;
import dev.assay.proto.v1.RunStatus;
import dev.assay.wire.grpc.MeasurementProto;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes results and plugins as messages of {@code assay.v1}. */
final class ProtoWriter {
    private ProtoWriter() {}

    static MeasureResponse event(MeasureEvent event) {
        MeasureResponse.Builder message = MeasureResponse.newBuilder();
        if (event instanceof dev.assay.measure.MetricResult result) {
            message.setMetricResult(result(result));
        } else {
            message.setStatus(status((dev.assay.measure.RunStatus) event));
        }
        return message.build();
    }

    static dev.assay.proto.v1.PluginStatus plugin(PluginStatus plugin) {
        var message = dev.assay.proto.v1.PluginStatus.newBuilder()
                .setName(plugin.name())
                .setState(plugin.state().text())
                .setReason(plugin.reason())
                .setSince(MeasurementProto.toProto(plugin.since()))
                .setRestarts(plugin.restarts())
                .setLocation(plugin.location())
                .setGeneration(plugin.generation())
                .setRequired(plugin.required())
                .setTimeout(duration(plugin.timeout()))
                .addAllArgs(plugin.args())
                .setCalls(calls(plugin.calls()))
                .setUnansweredChecks(plugin.unansweredChecks());
        plugin.pid().ifPresent(message::setPid);
        plugin.protocol().ifPresent(message::setProtocol);
        plugin.digest().ifPresent(message::setDigest);
        plugin.peer().ifPresent(message::setPeer);
        plugin.nextStart().map(MeasurementProto::toProto).ifPresent(message::setNextStart);
        plugin.lastExit().ifPresent(exit -> message.setLastExit(lastExit(exit)));
        plugin.progress().ifPresent(progress -> message.setProgress(progress(progress)));
        plugin.update().ifPresent(update -> message.setUpdate(update(update)));
        return message.build();
    }

    static dev.assay.proto.v1.ConfigurationFault fault(ConfigurationFault fault) {
        return dev.assay.proto.v1.ConfigurationFault.newBuilder()
                .setMessage(fault.message())
                .setSince(MeasurementProto.toProto(fault.since()))
                .build();
    }

    private static com.google.protobuf.Duration duration(Duration duration) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }

    private static PluginCalls calls(CallCounts calls) {
        return PluginCalls.newBuilder()
                .setInFlight(calls.inFlight())
                .setWaiting(calls.waiting())
                .setGivenUp(calls.givenUp())
                .build();
    }

    private static dev.assay.proto.v1.LastExit lastExit(LastExit exit) {
        var message = dev.assay.proto.v1.LastExit.newBuilder()
                .setCode(exit.code())
                .setReason(exit.reason())
                .setTime(MeasurementProto.toProto(exit.time()));
        exit.signal().ifPresent(message::setSignal);
        return message.build();
    }

    private static dev.assay.proto.v1.PluginUpdate update(PluginUpdate update) {
        var message = dev.assay.proto.v1.PluginUpdate.newBuilder()
                .setState(update.state().text())
                .setReason(update.reason())
                .setSince(MeasurementProto.toProto(update.since()))
                .setLocation(update.location());
        update.digest().ifPresent(message::setDigest);
        update.nextStart().map(MeasurementProto::toProto).ifPresent(message::setNextStart);
        update.progress().ifPresent(progress -> message.setProgress(progress(progress)));
        return message.build();
    }

    private static DownloadProgress progress(InstallProgress progress) {
        DownloadProgress.Builder message = DownloadProgress.newBuilder()
                .setReceived(progress.received())
                .setBytesPerSecond(progress.bytesPerSecond());
        progress.total().ifPresent(message::setTotal);
        return message.build();
    }

    private static MetricResult result(dev.assay.measure.MetricResult result) {
        return MetricResult.newBuilder()
                .setName(result.name())
                .setPhase(result.phase().text())
                .setMessage(result.message())
                .setDryRun(result.dryRun())
                .putAllMetadata(result.metadata())
                .addMeasurements(MeasurementProto.toProto(result.measurement()))
                .build();
    }

    private static RunStatus status(dev.assay.measure.RunStatus status) {
        RunStatus.Builder message = RunStatus.newBuilder()
                .setPhase(status.phase().text())
                .setMessage(status.message())
                .setStartedAt(MeasurementProto.toProto(status.startedAt()));
        status.results().forEach(result -> message.addMetricResults(result(result)));
        @Nullable Instant completedAt = status.completedAt();
        if (completedAt != null) {
            message.setCompletedAt(MeasurementProto.toProto(completedAt));
        }
        return message.build();
    }
}
