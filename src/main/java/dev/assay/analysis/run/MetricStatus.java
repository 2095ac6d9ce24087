package dev.assay.analysis.run;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of one metric of a run, {@code MetricResult} in Argo's {@code analysis_types.go}.
 *
 * @param measurements the newest ones, oldest first
 * @param message empty where there is none
 * @param dryRun whether the metric does not count in the phase of the run
 * @param metadata as the provider gave it with the first measurement
 */
public record MetricStatus(
        String name,
        Phase phase,
        List<Measurement> measurements,
        String message,
        Counts counts,
        boolean dryRun,
        Map<String, String> metadata) {
    public MetricStatus {
        measurements = List.copyOf(measurements);
        metadata = Map.copyOf(metadata);
    }

    public Optional<Measurement> last() {
        return measurements.isEmpty() ? Optional.empty() : Optional.of(measurements.get(measurements.size() - 1));
    }

    MetricStatus withPhase(Phase newPhase, String newMessage) {
        return new MetricStatus(name, newPhase, measurements, newMessage, counts, dryRun, metadata);
    }

    MetricStatus withMessage(String newMessage) {
        return withPhase(phase, newMessage);
    }

    /** With one more measurement, or another one in place of the last, and with its phase counted. */
    MetricStatus with(Measurement measurement, boolean inPlaceOfLast) {
        List<Measurement> all = new ArrayList<>(measurements);
        if (inPlaceOfLast && !all.isEmpty()) {
            all.set(all.size() - 1, measurement);
        } else {
            all.add(measurement);
        }
        return new MetricStatus(name, phase, all, message, counts.after(measurement.phase()), dryRun, metadata);
    }

    /** With only the newest measurements. */
    MetricStatus trimmed(int limit) {
        int size = measurements.size();
        return size <= limit
                ? this
                : new MetricStatus(
                        name, phase, measurements.subList(size - limit, size), message, counts, dryRun, metadata);
    }
}
