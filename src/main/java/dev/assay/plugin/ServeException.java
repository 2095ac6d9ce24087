package dev.assay.plugin;

import org.jspecify.annotations.Nullable;

/** The reason why a plugin cannot be served. The message is for the person who reads its stderr. */
final class ServeException extends Exception {
    private static final long serialVersionUID = 1L;

    ServeException(String message) {
        this(message, null);
    }

    ServeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
