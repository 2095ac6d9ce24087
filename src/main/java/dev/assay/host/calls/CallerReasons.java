package dev.assay.host.calls;

import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.text.ForeignText;

/** The state of a plugin in words for its callers. The whole reason is in the plugin's status and in the log. */
public final class CallerReasons {
    /** Characters. A reason may hold much of what the process wrote before its end. */
    private static final int MAX_REASON = 1_000;

    private CallerReasons() {}

    /**
     * Why calls wait, as a {@code problem} of {@link CallGate}.
     *
     * @param state as it is shown, for instance {@code BackingOff}
     * @param reason of the state; empty when there is none
     */
    public static String waiting(String state, String reason) {
        return "it is " + state + (reason.isEmpty() ? "" : " (" + ForeignText.shortened(reason, MAX_REASON) + ")");
    }

    /** The refusal of calls of a plugin that has failed. */
    public static CallException failed(String plugin, String reason) {
        return new CallException(
                Remedy.CONFIGURE,
                "tried to call plugin " + plugin + ", but it has failed: " + ForeignText.shortened(reason, MAX_REASON));
    }
}
