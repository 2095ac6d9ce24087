package dev.assay.host.status;

/** The answer to a person who asks for the restart of a plugin. */
public enum RestartOutcome {
    /** A new process was begun. */
    BEGUN,
    /** A process comes up already, or the plugin is being stopped, so nothing was begun. */
    ON_ITS_WAY,
    /** The last restart by hand was a moment ago, so nothing was begun. */
    TOO_SOON
}
