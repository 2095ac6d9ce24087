package dev.assay.install.store;

import org.jspecify.annotations.Nullable;

/** An executable that could not be had. */
public final class InstallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean permanent;

    /** @param permanent whether trying again is useless until the user changes something */
    public InstallException(boolean permanent, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.permanent = permanent;
    }

    public boolean permanent() {
        return permanent;
    }
}
