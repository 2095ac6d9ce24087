package dev.assay.wire.yamux;

/**
 * The session cannot go on, or cannot open another stream. The message has the form "tried X, but Y; do Z", names no content of
 * the peer's data, and is safe to show. When {@link YamuxSession#receive} throws it, the caller flushes, closes the connection and
 * calls {@link YamuxSession#end}.
 */
public final class YamuxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    YamuxException(String message) {
        super(message);
    }
}
