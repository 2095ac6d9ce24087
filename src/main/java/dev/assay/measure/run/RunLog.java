package dev.assay.measure.run;

import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import java.util.function.UnaryOperator;

/**
 * The log of one run.
 *
 * @param run its name
 * @param mask of its texts
 */
record RunLog(MeasurementLog log, String run, UnaryOperator<String> mask) {
    void ended(Metric metric, Measurement measurement) {
        log.ended(run, metric, measurement, mask);
    }

    /** @param reason why a plugin did not collect the garbage of a metric */
    void kept(Metric metric, String reason) {
        log.kept(run, metric, reason, mask);
    }
}
