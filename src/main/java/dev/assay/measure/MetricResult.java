package dev.assay.measure;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.secret.SecretMask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

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

    /**
     * The result without secrets. A value of the run's own arguments is hidden however short it is, but not in the
     * measured value, which may be the same digit by chance.
     *
     * @param ofRun hides the values of the run's arguments
     * @param ofAll hides all secrets that are known
     */
    MetricResult masked(SecretMask ofRun, UnaryOperator<String> ofAll) {
        Map<String, String> texts = new LinkedHashMap<>();
        ofRun.mask(metadata).forEach((key, text) -> texts.put(ofAll.apply(key), ofAll.apply(text)));
        Measurement masked =
                measurement.mapTexts(text -> ofAll.apply(ofRun.mask(text))).withValue(ofAll.apply(measurement.value()));
        return new MetricResult(index, name, dryRun, texts, masked);
    }

    public Phase phase() {
        return measurement.phase();
    }

    public String message() {
        return measurement.message();
    }
}
