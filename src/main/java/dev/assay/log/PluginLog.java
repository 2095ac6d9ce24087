package dev.assay.log;

/**
 * The sink of one stream of a plugin's output, line by line, under the plugin's name. May be called from any thread.
 */
@FunctionalInterface
public interface PluginLog {
    /** A line of text, without its end, from the stderr or stdout of the plugin. */
    void line(String text);
}
