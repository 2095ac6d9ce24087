package dev.assay.config;

import org.jspecify.annotations.Nullable;

/** A Secret that could not be read. The message says what was tried, what happened and what to do. */
public final class SecretException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean permanent;

    /** @param permanent whether trying again is useless until the user changes something */
    public SecretException(boolean permanent, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.permanent = permanent;
    }

    public boolean permanent() {
        return permanent;
    }
}
