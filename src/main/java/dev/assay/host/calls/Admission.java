package dev.assay.host.calls;

import dev.assay.metric.CallException;
import dev.assay.wire.PluginConnection;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rule of a gate for calls that come: where they go, why they wait, or what they are refused with.
 *
 * <p>Guarded by the gate's lock.
 */
final class Admission {
    private final LongSupplier nanos;
    private GateState state = GateState.WAITING;

    /** Present while the gate is {@link GateState#OPEN}. */
    private @Nullable Lane lane;

    /** Present while the gate is {@link GateState#REFUSING}. */
    private @Nullable CallException refusal;

    /** The failure of calls that would otherwise wait for a process; null while they may wait. */
    private @Nullable CallException noWaitReason;

    private String waitReason = "it has not been started yet";

    /** Whether the process for which calls wait is on its way up. */
    private boolean comesUp = true;

    /** @param nanos rises steadily, from any origin */
    Admission(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Lets calls through to this connection. */
    void open(PluginConnection connection) {
        state = GateState.OPEN;
        lane = new Lane(connection, nanos);
        refusal = null;
    }

    /** Has calls wait when the gate is open to this connection; does nothing otherwise. */
    void shut(PluginConnection connection, String problem) {
        if (lane != null && lane.isTo(connection)) {
            state = GateState.WAITING;
            lane = null;
            waitReason = problem;
            comesUp = false;
        }
    }

    /** Takes note of what is known against the process when the gate is open to this connection. */
    void doubt(PluginConnection connection, String remark) {
        if (lane != null && lane.isTo(connection)) {
            lane.doubt(remark);
        }
    }

    void refuse(CallException reason) {
        state = GateState.REFUSING;
        lane = null;
        refusal = reason;
    }

    /** Ends a refusal: calls wait until the gate is opened. */
    void accept() {
        if (state == GateState.REFUSING) {
            state = GateState.WAITING;
            refusal = null;
        }
    }

    /** From now on a call is refused where it would wait for a process. */
    void refuseWaiting(CallException reason) {
        noWaitReason = reason;
    }

    /** @param onItsWay whether the process for which calls wait is on its way up */
    void waitingFor(String problem, boolean onItsWay) {
        waitReason = problem;
        comesUp = onItsWay;
    }

    GateState state() {
        return state;
    }

    @Nullable
    Lane lane() {
        return lane;
    }

    /** The failure of a call that is refused now. */
    Optional<CallException> refusal() {
        return switch (state) {
            case REFUSING -> Optional.ofNullable(refusal);
            case WAITING -> Optional.ofNullable(noWaitReason);
            case OPEN -> Optional.empty();
        };
    }

    /** Whether calls wait for a process that is not on its way up. */
    boolean isOut() {
        return state == GateState.WAITING && !comesUp;
    }

    /** Why calls wait while the gate is not open. */
    String waitReason() {
        return waitReason;
    }
}
