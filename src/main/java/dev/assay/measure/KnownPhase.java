package dev.assay.measure;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.text.ForeignText;

/**
 * The check of the phase that a plugin returns. Argo passes any phase on, and judges one that it does not have as
 * Successful. In a run of Assay it is an Error. No phase is what Go's zero value has: as in Argo the measurement is in
 * progress, and where it has no message it gets one that says so.
 */
public final class KnownPhase {
    private static final String NO_PHASE =
            "tried to read the phase that the plugin returned, but there is none, which counts"
                    + " as Running as in Argo Rollouts; correct the plugin";

    private KnownPhase() {}

    /** The measurement, or an Error in its place. */
    public static Measurement orError(Measurement measurement) {
        Phase phase = measurement.phase();
        if (phase.text().isEmpty()) {
            return measurement.message().isEmpty() ? measurement.withMessage(NO_PHASE) : measurement;
        }
        if (phase.isKnown()) {
            // A plugin may give back what it got.
            return measurement.message().equals(NO_PHASE) ? measurement.withMessage("") : measurement;
        }
        String reason = "tried to use the phase " + ForeignText.quoted(phase.text())
                + " that the plugin returned, but there are only " + Phase.known() + "; correct the plugin";
        String message = measurement.message();
        return measurement
                .withPhase(Phase.ERROR)
                .withMessage(message.isEmpty() ? reason : reason + " (its message: " + message + ")");
    }
}
