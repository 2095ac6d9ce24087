package dev.assay.host.calls;

import dev.assay.wire.PluginConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The use of one connection from the moment that the gate was opened to it, with the number of its calls in flight.
 *
 * <p>Guarded by the gate's lock.
 */
final class Lane {
    private final PluginConnection connection;
    private final Map<String, Integer> byCaller = new HashMap<>();
    private final GivenUpCalls givenUp = new GivenUpCalls();
    private final LongSupplier nanos;
    private long busyNanos;
    private long changedAt;
    private int inFlight;
    private String doubt = "";
    private @Nullable Runnable onIdle;

    /** @param nanos rises steadily, from any origin */
    Lane(PluginConnection connection, LongSupplier nanos) {
        this.nanos = nanos;
        this.changedAt = nanos.getAsLong();
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

    int inFlight(String caller) {
        return byCaller.getOrDefault(caller, 0);
    }

    GivenUpCalls givenUp() {
        return givenUp;
    }

    /** The sum of the times that its calls have been in flight, in nanoseconds. */
    long busyNanos() {
        countBusyTime();
        return busyNanos;
    }

    /** Counts the time until now, in which the number of calls in flight was the same. */
    private void countBusyTime() {
        long now = nanos.getAsLong();
        busyNanos += inFlight * (now - changedAt);
        changedAt = now;
    }

    void add(String caller) {
        countBusyTime();
        inFlight++;
        byCaller.merge(caller, 1, Integer::sum);
    }

    /** Removes a call that has ended. Gives what is to run now that the lane is idle, or null. */
    @Nullable
    Runnable remove(String caller) {
        countBusyTime();
        byCaller.computeIfPresent(caller, (name, calls) -> calls == 1 ? null : calls - 1);
        if (--inFlight > 0) {
            return null;
        }
        Runnable action = onIdle;
        onIdle = null;
        return action;
    }

    /** The known faults of the process, as a clause; empty when there are none. */
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
