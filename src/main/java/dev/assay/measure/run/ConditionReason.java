package dev.assay.measure.run;

import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import java.util.function.UnaryOperator;

/**
 * The reason of a measurement that is Failed or Inconclusive, from its value and the conditions of its metric. Argo gives
 * none. A message of the plugin stays as it is.
 */
final class ConditionReason {
    private ConditionReason() {}

    /**
     * The measurement, with this reason where it has no message.
     *
     * @param mask hides secrets in texts that are whole; later, when they are cut, it would not know them
     */
    static Measurement added(Metric metric, Measurement measurement, UnaryOperator<String> mask) {
        if (!measurement.message().isEmpty() || measurement.value().isEmpty()) {
            return measurement;
        }
        String reason = reason(
                measurement.phase(),
                MeasurementLog.shown(metric.successCondition(), mask),
                MeasurementLog.shown(metric.failureCondition(), mask));
        return reason.isEmpty()
                ? measurement
                : measurement.withMessage(
                        "value " + MeasurementLog.shown(measurement.value(), UnaryOperator.identity()) + " " + reason);
    }

    /** By {@code EvaluateResult} in Argo's {@code utils/evaluate/evaluate.go}; empty where no condition tells. */
    private static String reason(Phase phase, String success, String failure) {
        if (phase.equals(Phase.FAILED) && !failure.isEmpty()) {
            return "meets failureCondition " + failure;
        }
        if (phase.equals(Phase.FAILED) && !success.isEmpty()) {
            return "does not meet successCondition " + success;
        }
        boolean both = !success.isEmpty() && !failure.isEmpty();
        return phase.equals(Phase.INCONCLUSIVE) && both
                ? "meets neither successCondition " + success + " nor failureCondition " + failure
                : "";
    }
}
