package dev.assay.settings;

/** Certificates of callers. */
public enum ClientAuth {
    /** None is asked for. */
    NONE,
    /** One is asked for, and a caller without one is served too. */
    REQUEST,
    /** A caller without one is not served. */
    REQUIRED
}
