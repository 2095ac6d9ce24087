package dev.assay.process;

import org.jspecify.annotations.Nullable;

/** Thrown when a process cannot be started or stopped, or its handshake fails. */
public final class ProcessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean permanent;

    /** @param permanent whether trying again is useless until the user changes something */
    public ProcessException(boolean permanent, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.permanent = permanent;
    }

    public boolean permanent() {
        return permanent;
    }
}
