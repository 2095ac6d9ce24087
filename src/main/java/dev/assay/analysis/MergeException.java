package dev.assay.analysis;

/** Templates that do not go together. The message is a sentence with the places, and with Argo's own words where it has any. */
public final class MergeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param attempt follows "tried to", for instance {@code merge 2 templates}
     * @param reason for instance {@code two metrics have the same name 'x'}
     * @param places of the parts that the reason is about
     */
    MergeException(String attempt, String reason, String places, String remedy) {
        super("tried to " + attempt + ", but " + reason + places + "; " + remedy);
        this.reason = reason;
    }

    /** The fault alone, in Argo's words where it has any. */
    public String reason() {
        return reason;
    }
}
