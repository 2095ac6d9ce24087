package dev.assay.metric;

import org.jspecify.annotations.Nullable;

/**
 * A call that got no answer from its provider. The message has the form "tried X, but Y; do Z"; {@link #remedy()} says
 * the same as {@code Z} to a program.
 */
public final class CallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The remedy for a call that failed. */
    public enum Remedy {
        /** Make the call again: it may succeed then. */
        RETRY,
        /** The plugin is being restarted; a later call will reach it. */
        RESTARTING,
        /** Nothing helps but a change of the configuration or of the plugin. */
        CONFIGURE,
        /** Assay is at fault. */
        BUG
    }

    private final Remedy remedy;

    public CallException(Remedy remedy, String message) {
        this(remedy, message, null);
    }

    public CallException(Remedy remedy, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    public Remedy remedy() {
        return remedy;
    }
}
