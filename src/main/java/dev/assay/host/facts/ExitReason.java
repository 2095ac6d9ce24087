package dev.assay.host.facts;

import dev.assay.process.ProcessExit;

/** The reasons why a process has ended. */
public enum ExitReason {
    /** Assay ended it: a stop, a takeover, or health checks that were not answered. */
    ENDED("ended"),
    /** It exited by itself, with code 0. */
    SUCCESS("exit-zero"),
    /** It exited by itself, with another code. */
    FAILURE("exit-code"),
    /** A signal that Assay did not send ended it. */
    SIGNAL("signal");

    private final String text;

    ExitReason(String text) {
        this.text = text;
    }

    /** @param ended whether Assay ended it */
    public static ExitReason of(ProcessExit exit, boolean ended) {
        if (ended) {
            return ENDED;
        }
        if (exit.bySignal()) {
            return SIGNAL;
        }
        return exit.code() == 0 ? SUCCESS : FAILURE;
    }

    /** The reason as a metric has it. */
    public String text() {
        return text;
    }
}
