package dev.assay.measure;

import dev.assay.metric.Measurement;
import dev.assay.secret.SecretMask;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The mask of the texts of one run. A value of the run's own arguments is hidden however short it is, but not in measured
 * values, which may be the same digit by chance.
 *
 * @param ofRun hides the values of the run's arguments
 * @param ofAll hides all secrets that are known
 */
public record RunMask(SecretMask ofRun, UnaryOperator<String> ofAll) {
    public String text(String text) {
        return ofAll.apply(ofRun.mask(text));
    }

    public Map<String, String> metadata(Map<String, String> metadata) {
        return Measurement.mapTexts(metadata, this::text);
    }

    public Measurement measurement(Measurement measurement) {
        return measurement.mapTexts(this::text).withValue(ofAll.apply(measurement.value()));
    }
}
