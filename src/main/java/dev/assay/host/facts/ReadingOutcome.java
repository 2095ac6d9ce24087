package dev.assay.host.facts;

/** The outcomes of a reading of the configuration. */
public enum ReadingOutcome {
    /** It is in force. */
    ACCEPTED("accepted"),
    /** It has faults, or could not be read. What was in force before stays. */
    REFUSED("refused"),
    /** It could not be read at boot, and the list of an earlier start is in force. */
    KEPT("kept");

    private final String text;

    ReadingOutcome(String text) {
        this.text = text;
    }

    /** The outcome as a metric has it. */
    public String text() {
        return text;
    }
}
