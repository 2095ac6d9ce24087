package dev.assay.wire;

/** Where a plugin's output goes, line by line, under the plugin's name. May be called from any thread. */
public interface PluginLog {
    /** A line of text, without its end, from the stderr or stdout of the plugin. */
    void line(String text);
}
