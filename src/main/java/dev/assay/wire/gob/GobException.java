package dev.assay.wire.gob;

/**
 * Received bytes that are no gob, or that exceed a bound. The message says what was wrong at which offset and holds no
 * received value.
 */
public final class GobException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GobException(String message) {
        super(message);
    }
}
