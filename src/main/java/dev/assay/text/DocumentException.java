package dev.assay.text;

/**
 * A JSON or YAML document that cannot be read, or a field of it that has another type than expected. The message has the
 * form "tried X, but Y; do Z" and names the place: line and column of the text, or the path of the field.
 */
public final class DocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String attempt;
    private final String reason;
    private final String remedy;

    /**
     * @param attempt follows "tried to", for instance {@code read the body as JSON}
     * @param reason follows "but", for instance {@code line 1, column 6: unexpected end-of-input}
     * @param remedy for instance {@code correct it there}
     */
    public DocumentException(String attempt, String reason, String remedy) {
        super("tried to " + attempt + ", but " + reason + "; " + remedy);
        this.attempt = attempt;
        this.reason = reason;
        this.remedy = remedy;
    }

    /** The first part of the message, without "tried to". */
    public String attempt() {
        return attempt;
    }

    /** The middle part of the message, for a caller who says himself what was tried. */
    public String reason() {
        return reason;
    }

    /** The last part of the message. */
    public String remedy() {
        return remedy;
    }
}
