package dev.assay.api;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
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

    Phase phase() {
        return measurement.phase();
    }

    String message() {
        return measurement.message();
    }
}
