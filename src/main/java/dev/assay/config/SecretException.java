package dev.assay.config;

import org.jspecify.annotations.Nullable;

/**
 * A Secret that could not be read. The message says what was tried, what happened and what to do. Reading it again may
 * help, because a Secret is made, mended and allowed outside the list of plugins.
 */
public final class SecretException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean missing;

    /** @param missing whether there is no such Secret or key */
    public SecretException(boolean missing, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.missing = missing;
    }

    public boolean missing() {
        return missing;
    }
}
