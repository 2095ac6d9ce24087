package dev.assay.host.calls;

import dev.assay.host.status.CallCounts;
import dev.assay.wire.PluginConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls at one gate: those that wait, first come first served, and those in flight, each on its lane.
 *
 * <p>Guarded by the gate's lock.
 */
final class CallQueue {
    private final int maxInFlight;
    private final int maxWaiting;
    private final Queue<PendingCall<?>> waiting = new ArrayDeque<>();
    private final Map<PendingCall<?>, Lane> inFlight = new LinkedHashMap<>();

    /** @param maxInFlight on each lane */
    CallQueue(int maxInFlight, int maxWaiting) {
        this.maxInFlight = maxInFlight;
        this.maxWaiting = maxWaiting;
    }

    /** Whether one more call has no place, neither on the lane, if there is one, nor among those that wait. */
    boolean isFull(@Nullable Lane lane) {
        return waiting.size() >= maxWaiting && (lane == null || lane.inFlight() >= maxInFlight);
    }

    void add(PendingCall<?> call) {
        waiting.add(call);
    }

    /** Moves the call that has waited longest to the lane; null when none waits or the lane has no place. */
    @Nullable
    PendingCall<?> startNext(Lane lane) {
        if (lane.inFlight() >= maxInFlight) {
            return null;
        }
        PendingCall<?> call = waiting.poll();
        if (call != null) {
            lane.add();
            inFlight.put(call, lane);
        }
        return call;
    }

    /** Removes a call that has ended. Gives what is to run now that its lane is idle, or null. */
    @Nullable
    Runnable remove(PendingCall<?> call) {
        Lane lane = inFlight.remove(call);
        if (lane == null) {
            waiting.remove(call);
            return null;
        }
        return lane.remove();
    }

    /** Removes and gives all calls that wait. */
    List<PendingCall<?>> takeWaiting() {
        List<PendingCall<?>> taken = new ArrayList<>(waiting);
        waiting.clear();
        return taken;
    }

    List<PendingCall<?>> inFlightOn(PluginConnection connection) {
        List<PendingCall<?>> found = new ArrayList<>();
        inFlight.forEach((call, lane) -> {
            if (lane.isTo(connection)) {
                found.add(call);
            }
        });
        return found;
    }

    /** A lane to this connection with calls in flight. */
    Optional<Lane> busyLane(PluginConnection connection) {
        return inFlight.values().stream().filter(lane -> lane.isTo(connection)).findFirst();
    }

    /** Those that wait before those in flight. */
    Stream<PendingCall<?>> all() {
        return Stream.concat(waiting.stream(), inFlight.keySet().stream());
    }

    /** The lane on which the call is in flight. */
    Optional<Lane> laneOf(PendingCall<?> call) {
        return Optional.ofNullable(inFlight.get(call));
    }

    CallCounts counts() {
        return new CallCounts(inFlight.size(), waiting.size());
    }

    int size() {
        return waiting.size() + inFlight.size();
    }

    /** Why a call waits while the gate is open, for messages. */
    String describeLoad() {
        return "it already has " + maxInFlight + " calls in flight and " + waiting.size() + " waiting";
    }
}
