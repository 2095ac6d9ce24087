package dev.assay.measure;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.text.ForeignText;

/**
 * The check of the phase that a plugin returns. Argo passes any phase on, and judges one that it does not have as
 * Successful. In a run of Assay it is an Error. No phase is left as it is, since that is what Go's zero value has.
 */
public final class KnownPhase {
    private KnownPhase() {}

    /** The measurement, or an Error in its place. */
    public static Measurement orError(Measurement measurement) {
        Phase phase = measurement.phase();
        if (phase.isKnown() || phase.text().isEmpty()) {
            return measurement;
        }
        String reason = "tried to use the phase " + ForeignText.quoted(phase.text())
                + " that the plugin returned, but there are only " + Phase.known() + "; correct the plugin";
        String message = measurement.message();
        return measurement
                .withPhase(Phase.ERROR)
                .withMessage(message.isEmpty() ? reason : reason + " (its message: " + message + ")");
    }
}
