package dev.assay.plugin;

import dev.assay.metric.MetricProvider;

/**
 * Serves a metric plugin to the host that started this process, after the rules of go-plugin. A plugin's whole
 * {@code main} is one line:
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     PluginServer.serve(new MyPlugin());
 * }
 * }</pre>
 *
 * <p>Both methods return never: the process ends with code 0 when the host asked for it, sent SIGTERM, or is gone, and
 * with code 1, after a sentence on stderr, when the plugin cannot be served, for instance because it was started by hand.
 *
 * <p>Nothing may be written to {@code System.out} before: its first line is the handshake. Afterwards what is written to
 * {@code System.out} and {@code System.err} is sent to the host, which logs it under the plugin's name.
 */
public final class PluginServer {
    private PluginServer() {}

    /** Serves a plugin whose verbs may block. */
    public static void serve(MetricPlugin plugin) {
        System.err.println(plugin + " cannot be served yet");
    }

    /** Serves a provider whose verbs do not block. */
    public static void serve(MetricProvider provider) {
        System.err.println(provider + " cannot be served yet");
    }
}
