package dev.assay.process;

import org.jspecify.annotations.Nullable;

/** Thrown when a process cannot be started or stopped, or its handshake fails. */
public final class ProcessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean permanent;
    private final boolean cookieRefused;

    /** @param permanent whether trying again is useless until the user changes something */
    public ProcessException(boolean permanent, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.permanent = permanent;
        this.cookieRefused = false;
    }

    private ProcessException(String message) {
        super(message, null);
        this.permanent = true;
        this.cookieRefused = true;
    }

    /** The exception for a plugin that does not serve a host with the cookie that it was given. */
    public static ProcessException cookieRefused(String message) {
        return new ProcessException(message);
    }

    /** Whether the plugin may serve a host with another cookie. */
    public boolean isCookieRefused() {
        return cookieRefused;
    }

    public boolean permanent() {
        return permanent;
    }
}
