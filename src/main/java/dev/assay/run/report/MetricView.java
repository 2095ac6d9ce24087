package dev.assay.run.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.analysis.run.Counts;
import dev.assay.analysis.run.MetricVerdict;
import dev.assay.analysis.run.Schedule;
import dev.assay.metric.Measurement;
import dev.assay.metric.MeasurementJson;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.text.DocumentException;
import dev.assay.text.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One metric of a run.
 *
 * @param spec with its arguments filled in; empty where the run does not tell it
 * @param phase with an empty text before the first measurement
 * @param message empty where there is none
 * @param dryRun whether it does not count in the phase of the run
 * @param measurements the newest ones, oldest first
 */
public record MetricView(
        Metric spec,
        String name,
        Phase phase,
        String message,
        Counts counts,
        boolean dryRun,
        List<Measurement> measurements) {
    public MetricView {
        measurements = List.copyOf(measurements);
    }

    static MetricView unmeasured(Metric spec) {
        return new MetricView(spec, spec.name(), new Phase(""), "", Counts.NONE, false, List.of());
    }

    /** @throws DocumentException for a field of the wrong type */
    static MetricView of(Metric spec, String name, JsonNode result) {
        List<Measurement> measurements = new ArrayList<>();
        result.path("measurements").forEach(json -> measurements.add(MeasurementJson.read(json)));
        return new MetricView(
                spec,
                name,
                new Phase(result.path("phase").asText("")),
                result.path("message").asText(""),
                counts(result),
                result.path("dryRun").asBoolean(),
                measurements);
    }

    private static Counts counts(JsonNode result) {
        return new Counts(
                result.path("count").asInt(),
                result.path("successful").asInt(),
                result.path("failed").asInt(),
                result.path("inconclusive").asInt(),
                result.path("error").asInt(),
                result.path("consecutiveError").asInt(),
                result.path("consecutiveSuccess").asInt());
    }

    /** The number of finished measurements, those that are not kept any more included. */
    int finishedCount() {
        return counts.successful() + counts.failed() + counts.inconclusive() + counts.error();
    }

    /** The finished measurements that are kept, oldest first. */
    List<Measurement> finished() {
        return measurements.stream().filter(m -> m.phase().completed()).toList();
    }

    Optional<Measurement> last() {
        return measurements.isEmpty() ? Optional.empty() : Optional.of(measurements.get(measurements.size() - 1));
    }

    /** The last measurement that is of the metric's own phase, else the last one of all. */
    Optional<Measurement> decisive() {
        return finished().stream()
                .filter(measurement -> measurement.phase().equals(phase))
                .reduce((older, newer) -> newer)
                .or(this::last);
    }

    /** Whether it ended, and not well. */
    boolean isBad() {
        return phase.completed() && !phase.equals(Phase.SUCCESSFUL);
    }

    /** The rule that ended it; empty where that is not known. */
    Optional<String> reason() {
        try {
            return MetricVerdict.reason(spec, phase, counts);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether nothing but a failure, an error or somebody's wish ends it. */
    public boolean isEndless() {
        try {
            return MetricVerdict.isEndless(spec);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Its conditions, each with its field: {@code successCondition: result > 1}. */
    List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        if (!spec.successCondition().isEmpty()) {
            conditions.add("successCondition: " + Words.line(spec.successCondition()));
        }
        if (!spec.failureCondition().isEmpty()) {
            conditions.add("failureCondition: " + Words.line(spec.failureCondition()));
        }
        return conditions;
    }

    /** How many measurements there are to be; empty where that depends on them. */
    Optional<Long> wanted() {
        long count = spec.limit("count", 0);
        if (count > 0) {
            return Optional.of(count);
        }
        return duration("interval").isEmpty() && !spec.json().isEmpty() ? Optional.of(1L) : Optional.empty();
    }

    /**
     * When the next measurement is due; empty while one is under way, and where there is none any more.
     *
     * @param runStarted the start of the run, where it is known
     */
    Optional<Instant> nextAt(@Nullable Instant runStarted) {
        if (phase.completed()) {
            return Optional.empty();
        }
        Optional<Measurement> last = last();
        if (last.isEmpty()) {
            return runStarted == null
                    ? Optional.empty()
                    : duration("initialDelay").map(runStarted::plus);
        }
        @Nullable Instant finishedAt = last.get().finishedAt();
        if (finishedAt == null) {
            return Optional.ofNullable(last.get().resumeAt());
        }
        Optional<Duration> pause = last.get().phase().equals(Phase.ERROR)
                ? Optional.of(Schedule.ERROR_RETRY_INTERVAL)
                : duration("interval");
        return pause.map(finishedAt::plus);
    }

    private Optional<Duration> duration(String field) {
        return GoDuration.positive(spec.json().path(field).asText(""));
    }
}
