package dev.assay.measure;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import java.util.Map;

/**
 * The result of one metric, as {@code MetricResult} in Argo's {@code analysis_types.go}, with its one measurement.
 *
 * @param index the metric's place in the run, from 0
 * @param dryRun whether the metric does not count in the phase of the run
 * @param metadata of the metric, as the plugin gives it
 */
public record MetricResult(
        int index, String name, boolean dryRun, Map<String, String> metadata, Measurement measurement)
        implements MeasureEvent {
    public MetricResult {
        metadata = Map.copyOf(metadata);
    }

    MetricResult masked(RunMask mask) {
        return new MetricResult(index, name, dryRun, mask.metadata(metadata), mask.measurement(measurement));
    }

    public Phase phase() {
        return measurement.phase();
    }

    public String message() {
        return measurement.message();
    }
}
