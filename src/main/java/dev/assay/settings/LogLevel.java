package dev.assay.settings;

/** Levels of plugins' lines. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    OFF
}
