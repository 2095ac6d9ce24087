package dev.assay.host;

import dev.assay.host.calls.CallGate;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;

/**
 * Why a plugin ends, as its callers are told.
 */
enum StopReason {
    /** The service stops. */
    STOP(Remedy.RETRY, "Assay is stopping", "call again later", "Assay is stopping", "call again when it is back"),
    /** The entry is not in the configuration any more. */
    REMOVED(
            Remedy.CONFIGURE,
            "it has been removed from the configuration",
            "configure it again, or call another plugin",
            "it has been removed from the configuration and did not answer within assay.stop.drain",
            "configure it again, or call another plugin");

    private final Remedy remedy;
    private final String refused;
    private final String refusedAdvice;
    private final String why;
    private final String advice;

    StopReason(Remedy remedy, String refused, String refusedAdvice, String why, String advice) {
        this.remedy = remedy;
        this.refused = refused;
        this.refusedAdvice = refusedAdvice;
        this.why = why;
        this.advice = advice;
    }

    /** For calls that come or wait. */
    CallException refusal(String plugin) {
        return new CallException(remedy, "tried to call plugin " + plugin + ", but " + refused + "; " + refusedAdvice);
    }

    /** For calls in flight that do not finish in time, in the words of {@link CallGate#close}. */
    String why() {
        return why;
    }

    String advice() {
        return advice;
    }
}
