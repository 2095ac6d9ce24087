package dev.assay.host.slot;

import dev.assay.host.calls.CallGate;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;

/** The reason why a plugin ends, in words for its callers. */
public enum StopReason {
    /** The service stops. */
    STOP(
            Remedy.RETRY,
            "Assay is stopping",
            "call again later",
            "Assay is stopping",
            "call again when it is back",
            "was ended, because Assay is stopping"),
    /** The configuration has no such entry any more. */
    REMOVED(
            Remedy.CONFIGURE,
            "it has been removed from the configuration",
            "configure it again, or call another plugin",
            "it has been removed from the configuration and did not answer within assay.stop.drain",
            "configure it again, or call another plugin",
            "was ended, because its plugin was removed from the configuration");

    private final Remedy remedy;
    private final String refused;
    private final String refusedAdvice;
    private final String problem;
    private final String advice;
    private final String exit;

    StopReason(Remedy remedy, String refused, String refusedAdvice, String problem, String advice, String exit) {
        this.remedy = remedy;
        this.refused = refused;
        this.refusedAdvice = refusedAdvice;
        this.problem = problem;
        this.advice = advice;
        this.exit = exit;
    }

    /** The failure of calls that come or wait. */
    CallException refusal(String plugin) {
        return new CallException(remedy, "tried to call plugin " + plugin + ", but " + refused + "; " + refusedAdvice);
    }

    /** The problem of calls in flight that do not finish in time, in the words of {@link CallGate}. */
    String problem() {
        return problem;
    }

    /** The advice to the callers of those calls. */
    String advice() {
        return advice;
    }

    /** The end of its process; completes the sentence "the process ...". */
    String exit() {
        return exit;
    }
}
