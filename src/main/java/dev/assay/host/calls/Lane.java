package dev.assay.host.calls;

import dev.assay.wire.PluginConnection;
import org.jspecify.annotations.Nullable;

/**
 * The use of one connection from the moment that the gate was opened to it, with the number of its calls in flight.
 *
 * <p>Guarded by the gate's lock.
 */
final class Lane {
    private final PluginConnection connection;
    private int inFlight;
    private String doubt = "";
    private @Nullable Runnable onIdle;

    Lane(PluginConnection connection) {
        this.connection = connection;
    }

    PluginConnection connection() {
        return connection;
    }

    boolean isTo(PluginConnection other) {
        return connection == other;
    }

    int inFlight() {
        return inFlight;
    }

    void add() {
        inFlight++;
    }

    /** Removes a call that has ended. Gives what is to run now that the lane is idle, or null. */
    @Nullable
    Runnable remove() {
        if (--inFlight > 0) {
            return null;
        }
        Runnable action = onIdle;
        onIdle = null;
        return action;
    }

    /** What is known against the process, as a clause; empty when nothing is. */
    String doubt() {
        return doubt;
    }

    void doubt(String remark) {
        doubt = remark;
    }

    void whenIdle(Runnable action) {
        onIdle = action;
    }
}
