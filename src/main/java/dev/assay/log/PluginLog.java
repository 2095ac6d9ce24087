package dev.assay.log;

/**
 * The sink of one stream of a plugin's output, line by line, under the plugin's name. May be called from any thread.
 */
public interface PluginLog extends AutoCloseable {
    /** A line of text, without its end, from the stderr or stdout of the plugin. */
    void line(String text);

    /** Writes the lines that are still held back. To be called when the stream has ended; may be called again. */
    @Override
    default void close() {}
}
