package dev.assay.wire.yamux;

/**
 * The session cannot go on, or cannot open another stream. The message says what was wrong, with numbers and without a
 * byte of the peer's data, so it is safe to show. When {@link YamuxSession#receive} throws it, the caller flushes,
 * closes the connection and calls {@link YamuxSession#end}.
 */
public final class YamuxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    YamuxException(String message) {
        super(message);
    }
}
