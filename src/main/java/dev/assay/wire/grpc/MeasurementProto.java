package dev.assay.wire.grpc;

import com.google.protobuf.Timestamp;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import java.time.Instant;

/** Measurements as the message {@code assay.plugin.v1.Measurement}, and points in time as {@code google.protobuf.Timestamp}. */
public final class MeasurementProto {
    /**
     * The range of RFC 3339: the years 0000 to 9999 in any zone. A plugin in Go may answer with any of these times. On both
     * sides it is wider than that of {@code google/protobuf/timestamp.proto}, by a year and by a day.
     */
    private static final long MIN_SECONDS = -62_167_305_600L;

    private static final long MAX_SECONDS = 253_402_387_199L;
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private MeasurementProto() {}

    public static dev.assay.proto.plugin.v1.Measurement toProto(Measurement measurement) {
        var message = dev.assay.proto.plugin.v1.Measurement.newBuilder()
                .setPhase(measurement.phase().text())
                .setValue(measurement.value())
                .setMessage(measurement.message())
                .putAllMetadata(measurement.metadata());
        if (measurement.startedAt() != null) {
            message.setStartedAt(toProto(measurement.startedAt()));
        }
        if (measurement.finishedAt() != null) {
            message.setFinishedAt(toProto(measurement.finishedAt()));
        }
        if (measurement.resumeAt() != null) {
            message.setResumeAt(toProto(measurement.resumeAt()));
        }
        return message.build();
    }

    public static Timestamp toProto(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    /** @throws CallException when a time is that RFC 3339 cannot write */
    public static Measurement fromProto(dev.assay.proto.plugin.v1.Measurement message) {
        return new Measurement(
                new Phase(message.getPhase()),
                message.getMessage(),
                message.hasStartedAt() ? instant("started_at", message.getStartedAt()) : null,
                message.hasFinishedAt() ? instant("finished_at", message.getFinishedAt()) : null,
                message.getValue(),
                message.getMetadataMap(),
                message.hasResumeAt() ? instant("resume_at", message.getResumeAt()) : null);
    }

    private static Instant instant(String field, Timestamp timestamp) {
        long seconds = timestamp.getSeconds();
        int nanos = timestamp.getNanos();
        if (seconds < MIN_SECONDS || seconds > MAX_SECONDS || nanos < 0 || nanos >= NANOS_PER_SECOND) {
            throw new CallException(
                    Remedy.CONFIGURE,
                    "tried to read a measurement, but its " + field + " is no time (" + seconds + " s, " + nanos
                            + " ns); correct the plugin");
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }
}
