package dev.assay.cluster;

import org.jspecify.annotations.Nullable;

/** A Secret of the cluster that could not be read. The message says what was tried, what happened and what to do. */
public final class ClusterSecretException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean missing;

    ClusterSecretException(boolean missing, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.missing = missing;
    }

    /** Whether there is no such Secret or key. */
    public boolean missing() {
        return missing;
    }
}
