package dev.assay.run.report;

import dev.assay.metric.Phase;

/** The ends of a run, each with the exit code of the command. */
public enum Verdict {
    SUCCESSFUL("Successful", 0),
    FAILED("Failed", 1),
    /** The input was refused before the run began. */
    REFUSED("refused", 2),
    INCONCLUSIVE("Inconclusive", 3),
    /** The run ended with Error, or nobody knows how it ended. */
    ERROR("Error", 4),
    /** The time that the user gave it was over; the run was terminated. */
    TIMED_OUT("terminated, its time was over", 5),
    /** A signal ended the command; the run was terminated. */
    INTERRUPTED("interrupted", 130);

    private final String text;
    private final int code;

    Verdict(String text, int code) {
        this.text = text;
        this.code = code;
    }

    /** The verdict of a run that came to its own end. */
    public static Verdict of(Phase phase) {
        if (phase.equals(Phase.SUCCESSFUL)) {
            return SUCCESSFUL;
        }
        if (phase.equals(Phase.FAILED)) {
            return FAILED;
        }
        return phase.equals(Phase.INCONCLUSIVE) ? INCONCLUSIVE : ERROR;
    }

    public int code() {
        return code;
    }

    /** For instance {@code Failed}. */
    String text() {
        return text;
    }
}
