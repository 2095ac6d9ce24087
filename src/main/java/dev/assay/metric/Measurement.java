package dev.assay.metric;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One measurement, as {@code Measurement} in Argo's {@code analysis_types.go}.
 *
 * @param phase with an empty text where the provider set none
 * @param message empty where there is none
 * @param value empty where there is none
 * @param metadata empty where there is none; in the order of its keys, as Go writes it
 * @param resumeAt when the provider wants to resume a measurement that it left Running
 */
public record Measurement(
        Phase phase,
        String message,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        String value,
        Map<String, String> metadata,
        @Nullable Instant resumeAt) {

    /** The zero value of Argo's type, which stands for an absent measurement. */
    public static final Measurement EMPTY = new Measurement(new Phase(""), "", null, null, "", Map.of(), null);

    public Measurement {
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    /** A finished measurement of phase Error, as {@code MarkMeasurementError} in {@code utils/metric/metric.go} makes it. */
    public static Measurement error(String message, @Nullable Instant startedAt, Instant finishedAt) {
        return new Measurement(Phase.ERROR, message, startedAt, finishedAt, "", Map.of(), null);
    }

    /** Whether neither the phase nor a time of the end says that it has finished. */
    public boolean isUnfinished() {
        return !phase.completed() && finishedAt == null;
    }

    public Measurement withPhase(Phase newPhase) {
        return new Measurement(newPhase, message, startedAt, finishedAt, value, metadata, resumeAt);
    }

    public Measurement withMessage(String newMessage) {
        return new Measurement(phase, newMessage, startedAt, finishedAt, value, metadata, resumeAt);
    }

    public Measurement withStartedAt(Instant newStartedAt) {
        return new Measurement(phase, message, newStartedAt, finishedAt, value, metadata, resumeAt);
    }

    public Measurement withFinishedAt(Instant newFinishedAt) {
        return new Measurement(phase, message, startedAt, newFinishedAt, value, metadata, resumeAt);
    }

    /** As it is kept when it comes at this time: what has finished has an end. */
    public Measurement finished(Instant now) {
        return phase.completed() && finishedAt == null ? withFinishedAt(now) : this;
    }

    /** As it is kept when it was terminated, with the message by {@code runMeasurements} in {@code analysis/analysis.go}. */
    public Measurement terminated() {
        return phase.equals(Phase.SUCCESSFUL) || phase.equals(Phase.INCONCLUSIVE)
                ? withMessage("Metric Terminated")
                : this;
    }

    public Measurement withValue(String newValue) {
        return new Measurement(phase, message, startedAt, finishedAt, newValue, metadata, resumeAt);
    }

    /** The measurement with the function applied to each text that a plugin chose: message, value and metadata. */
    public Measurement mapTexts(UnaryOperator<String> function) {
        return new Measurement(
                phase,
                function.apply(message),
                startedAt,
                finishedAt,
                function.apply(value),
                mapTexts(metadata, function),
                resumeAt);
    }

    /** Metadata with the function applied to each key and each value, in the order of the new keys. */
    public static Map<String, String> mapTexts(Map<String, String> metadata, UnaryOperator<String> function) {
        Map<String, String> texts = new TreeMap<>();
        metadata.forEach((key, text) -> texts.put(function.apply(key), function.apply(text)));
        return texts;
    }
}
