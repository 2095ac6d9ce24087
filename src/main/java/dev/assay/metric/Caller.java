package dev.assay.metric;

/**
 * Somebody who calls plugins. A plugin's places are shared out by the callers' names.
 *
 * @param name the caller's name where callers are known, else its address
 * @param failFast whether its calls fail at once where they would wait for a plugin that is BackingOff or full
 */
public record Caller(String name, boolean failFast) {
    /** Assay itself. */
    public static final Caller ASSAY = new Caller("assay", false);
}
