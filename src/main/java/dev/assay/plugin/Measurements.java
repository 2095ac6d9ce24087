package dev.assay.plugin;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import java.time.Instant;
import java.util.Map;

/** Makes measurements for a {@link MetricPlugin}; the library adds the times. */
public final class Measurements {
    private Measurements() {}

    /** A measurement with a value. */
    public static Measurement of(Phase phase, String value) {
        return of(phase, value, Map.of());
    }

    /** A measurement with a value and metadata. */
    public static Measurement of(Phase phase, String value, Map<String, String> metadata) {
        return new Measurement(phase, "", null, null, value, metadata, null);
    }

    /** A measurement that is not finished, and wants to be resumed at a time. */
    public static Measurement running(Instant resumeAt) {
        return new Measurement(Phase.RUNNING, "", null, null, "", Map.of(), resumeAt);
    }
}
