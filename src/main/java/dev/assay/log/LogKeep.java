package dev.assay.log;

/**
 * How much is kept of the lines of one plugin.
 *
 * @param lines at most
 * @param bytes of memory at most; the newest line is kept even where it is larger
 */
public record LogKeep(int lines, long bytes) {}
