package dev.assay.api.grpc;

import dev.assay.host.ConfigurationFault;
import dev.assay.host.PluginChange;
import dev.assay.host.PluginsView;
import dev.assay.host.status.CallCounts;
import dev.assay.host.status.PluginEvent;
import dev.assay.host.status.PluginStatus;
import dev.assay.host.status.PluginUpdate;
import dev.assay.install.InstallProgress;
import dev.assay.log.KeptLine;
import dev.assay.measure.MeasureEvent;
import dev.assay.process.LastExit;
import dev.assay.proto.v1.ConfigurationChange;
import dev.assay.proto.v1.DownloadProgress;
import dev.assay.proto.v1.GetPluginHistoryResponse;
import dev.assay.proto.v1.ListPluginsResponse;
import dev.assay.proto.v1.MeasureResponse;
import dev.assay.proto.v1.MetricResult;
import dev.assay.proto.v1.PluginCalls;
import dev.assay.proto.v1.PluginLogLine;
import dev.assay.proto.v1.RunStatus;
import dev.assay.proto.v1.WatchPluginsResponse;
import dev.assay.wire.grpc.MeasurementProto;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    static ListPluginsResponse plugins(PluginsView view) {
        ListPluginsResponse.Builder message = ListPluginsResponse.newBuilder();
        view.plugins().forEach(plugin -> message.addPlugins(plugin(plugin)));
        view.fault().map(ProtoWriter::fault).ifPresent(message::setConfigurationFault);
        return message.build();
    }

    static WatchPluginsResponse change(PluginChange change) {
        WatchPluginsResponse.Builder message = WatchPluginsResponse.newBuilder();
        if (change instanceof PluginChange.Changed changed) {
            message.setPlugin(plugin(changed.plugin()));
        } else if (change instanceof PluginChange.Removed removed) {
            message.setRemoved(removed.name());
        } else {
            ConfigurationChange.Builder configuration = ConfigurationChange.newBuilder();
            ((PluginChange.Configuration) change)
                    .fault()
                    .map(ProtoWriter::fault)
                    .ifPresent(configuration::setFault);
            message.setConfiguration(configuration);
        }
        return message.build();
    }

    static PluginLogLine line(KeptLine line) {
        PluginLogLine.Builder message = PluginLogLine.newBuilder()
                .setTime(MeasurementProto.toProto(line.time()))
                .setLevel(line.level().name())
                .setLogger(line.logger())
                .setMessage(line.message())
                .putAllFields(line.fields());
        if (line.pid() != 0) {
            message.setPid(line.pid()).setGeneration(line.generation());
        }
        return message.build();
    }

    static GetPluginHistoryResponse history(List<PluginEvent> events) {
        GetPluginHistoryResponse.Builder message = GetPluginHistoryResponse.newBuilder();
        for (PluginEvent event : events) {
            var written = dev.assay.proto.v1.PluginEvent.newBuilder()
                    .setTime(MeasurementProto.toProto(event.time()))
                    .setType(event.type().text())
                    .setGeneration(event.process().generation())
                    .setMessage(event.message());
            event.process().pid().ifPresent(written::setPid);
            message.addEvents(written);
        }
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
