package dev.assay.host.facts;

/** The outcomes of a call to a plugin. */
public enum CallOutcome {
    /** The plugin has answered. A measurement of phase Error is an answer too. */
    ANSWERED("answered"),
    /** The plugin has answered with an error, or with something that cannot be read. */
    FAILED("failed"),
    /** No answer came within the time-out. */
    TIMED_OUT("timeout"),
    /** The caller gave it up. */
    CANCELLED("cancelled"),
    /** It was never sent: there was no process for it, or no place. */
    REFUSED("refused"),
    /** Its process or its connection ended before the answer. */
    LOST("lost");

    private final String text;

    CallOutcome(String text) {
        this.text = text;
    }

    /** Whether the caller did not wait for an answer any more. */
    public boolean isGivenUp() {
        return this == CANCELLED || this == TIMED_OUT;
    }

    /** The outcome as a metric has it. */
    public String text() {
        return text;
    }
}
