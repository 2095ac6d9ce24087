package dev.assay.api;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.metric.SecretMask;
import java.util.Map;

/**
 * The result of one metric, as {@code MetricResult} in Argo's {@code analysis_types.go}, with its one measurement.
 *
 * @param index the metric's place in the run, from 0
 * @param metadata what the plugin shows beside the result
 */
record MetricResult(int index, String name, boolean dryRun, Map<String, String> metadata, Measurement measurement)
        implements MeasureEvent {
    MetricResult {
        metadata = Map.copyOf(metadata);
    }

    /** As it may leave Assay. */
    MetricResult masked(SecretMask mask) {
        return new MetricResult(index, name, dryRun, mask.mask(metadata), mask.mask(measurement));
    }

    Phase phase() {
        return measurement.phase();
    }

    String message() {
        return measurement.message();
    }
}
