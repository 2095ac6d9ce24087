package dev.assay.host.calls;

import dev.assay.host.status.CallCounts;
import dev.assay.wire.PluginConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls at one gate: those that wait, and those in flight, each on its lane. One caller can hold a
 * {@linkplain PlaceShare share} of the places only.
 *
 * <p>Guarded by the gate's lock.
 */
final class CallQueue {
    private final int maxInFlight;
    private final int maxWaiting;
    private final WaitingCalls waiting = new WaitingCalls();
    private final Map<PendingCall<?>, Lane> inFlight = new LinkedHashMap<>();

    /** @param maxInFlight on each lane */
    CallQueue(int maxInFlight, int maxWaiting) {
        this.maxInFlight = maxInFlight;
        this.maxWaiting = maxWaiting;
    }

    /** Whether one more call of the caller has no place, neither on the lane, if there is one, nor among those that wait. */
    boolean isFull(@Nullable Lane lane, String caller) {
        boolean hasPlace = lane != null && hasPlace(lane, caller);
        return !hasPlace && (waiting.size() >= maxWaiting || waiting.sizeOf(caller) >= PlaceShare.of(maxWaiting));
    }

    /** Whether one more call of the caller would be sent on the lane at once. */
    boolean startsAtOnce(Lane lane, String caller) {
        return hasPlace(lane, caller) && waiting.sizeOf(caller) == 0;
    }

    void add(PendingCall<?> call) {
        waiting.add(call);
    }

    /** Moves the call whose turn it is to the lane; null when none waits or the lane has no place. */
    @Nullable
    PendingCall<?> startNext(Lane lane) {
        if (lane.inFlight() >= maxInFlight) {
            return null;
        }
        PendingCall<?> call = waiting.take(caller -> hasPlace(lane, caller));
        if (call != null) {
            lane.add(call.caller().name());
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
        if (call.isGivenUp()) {
            lane.givenUp().add(call.description());
        }
        return lane.remove(call.caller().name());
    }

    /** Removes and gives all calls that wait. */
    List<PendingCall<?>> takeWaiting() {
        return waiting.takeAll(call -> true);
    }

    /** Removes and gives the calls that wait and were not to wait. */
    List<PendingCall<?>> takeFailFast() {
        return waiting.takeAll(call -> call.caller().failFast());
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

    /** All calls: those that wait before those in flight. */
    Stream<PendingCall<?>> all() {
        return Stream.concat(waiting.stream(), inFlight.keySet().stream());
    }

    /** The lane on which the call is in flight. */
    Optional<Lane> laneOf(PendingCall<?> call) {
        return Optional.ofNullable(inFlight.get(call));
    }

    CallCounts counts(int givenUp) {
        return new CallCounts(inFlight.size(), waiting.size(), givenUp);
    }

    int size() {
        return waiting.size() + inFlight.size();
    }

    /** Why a call of the caller waits for a place on the lane, for messages. */
    String describeLoad(Lane lane, String caller) {
        boolean ownShare = lane.inFlight() < maxInFlight || waiting.size() < maxWaiting;
        boolean used = lane.inFlight(caller) >= PlaceShare.of(maxInFlight);
        return ownShare && used && PlaceShare.of(maxInFlight) < maxInFlight
                ? "this caller already has " + lane.inFlight(caller) + " of its " + maxInFlight
                        + " calls in flight and " + waiting.sizeOf(caller)
                        + " waiting, and one caller may have three quarters"
                : "it already has " + lane.inFlight() + " calls in flight and " + waiting.size() + " waiting";
    }

    /** Why one more call of the caller may not wait for a process, for messages. */
    String describeWaiting(String caller) {
        return waiting.size() < maxWaiting
                ? "this caller already has " + waiting.sizeOf(caller) + " of the " + maxWaiting
                        + " calls that may wait, and one caller may have three quarters"
                : waiting.size() + " calls wait for it";
    }

    private boolean hasPlace(Lane lane, String caller) {
        return lane.inFlight() < maxInFlight && lane.inFlight(caller) < PlaceShare.of(maxInFlight);
    }
}
