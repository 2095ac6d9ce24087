package dev.assay.wire.netrpc;

/** An answer whose type is not that of its method. The message says which type came instead. */
public final class UnexpectedReply extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnexpectedReply(String message) {
        super(message);
    }
}
