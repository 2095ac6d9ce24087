package dev.assay.wire.yamux;

/** The peer broke the protocol, or a stream cannot be opened. The message says what, and continues "but ...". */
public final class YamuxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public YamuxException(String message) {
        super(message);
    }
}
