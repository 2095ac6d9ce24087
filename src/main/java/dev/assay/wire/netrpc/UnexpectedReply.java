package dev.assay.wire.netrpc;

/** An answer that is not of the type that its method has; the message says what it is instead. */
public final class UnexpectedReply extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnexpectedReply(String message) {
        super(message);
    }
}
