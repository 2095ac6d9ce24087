package dev.assay.cluster;

import org.jspecify.annotations.Nullable;

/** A Secret of the cluster that could not be read. The message says what was tried, what happened and what to do. */
public final class ClusterSecretException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean permanent;

    ClusterSecretException(boolean permanent, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.permanent = permanent;
    }

    /** Whether trying again is useless until the user changes something. */
    public boolean permanent() {
        return permanent;
    }
}
