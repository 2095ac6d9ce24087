package dev.assay.plugin;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The interrupts of this process. Ctrl-C in a terminal reaches a plugin together with its host, which ends the plugin
 * when it has no calls any more. A plugin ignores it, as go-plugin's do ({@code Serve} in {@code server.go}).
 */
final class Interrupts {
    private static final Logger LOG = Logger.getLogger(Interrupts.class.getName());

    private Interrupts() {}

    /** Has this process ignore SIGINT from now on, where the Java runtime permits it. */
    static void ignore() {
        try {
            // By name, because the compiler refuses these classes, and there is no other way. A native image finds
            // constant names by itself.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object interrupt = signal.getConstructor(String.class).newInstance("INT");
            Object ignored = handler.getField("SIG_IGN").get(null);
            signal.getMethod("handle", signal, handler).invoke(null, interrupt, ignored);
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.log(Level.FINE, "SIGINT cannot be ignored here", e);
        }
    }
}
