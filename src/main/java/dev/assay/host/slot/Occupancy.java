package dev.assay.host.slot;

import dev.assay.host.calls.CallGate;
import dev.assay.host.calls.CallerReasons;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginUpdate;
import dev.assay.wire.PluginConnection;
import io.grpc.SynchronizationContext;
import org.jspecify.annotations.Nullable;

/**
 * The holders of a slot's place: the supervisor that serves, and the candidate that is to take its place. It decides how
 * the place changes hands. Each supervisor that loses its part is told to stop.
 *
 * <p>Confined to the slot's {@link SynchronizationContext}, except {@link #occupants}.
 */
final class Occupancy {
    private final SynchronizationContext context;
    private final CallGate gate;
    private final StartQueue starts;
    private volatile Occupants occupants;

    Occupancy(Supervisor first, SynchronizationContext context, CallGate gate, StartQueue starts) {
        this.context = context;
        this.gate = gate;
        this.starts = starts;
        this.occupants = new Occupants(first, null);
    }

    /** @param candidate is to take the place; null when none is */
    record Occupants(Supervisor serving, @Nullable Supervisor candidate) {}

    /** May be read on any thread. */
    Occupants occupants() {
        return occupants;
    }

    Supervisor serving() {
        context.throwIfNotInThisSynchronizationContext();
        return occupants.serving;
    }

    @Nullable
    Supervisor candidate() {
        context.throwIfNotInThisSynchronizationContext();
        return occupants.candidate;
    }

    /** Puts a new candidate up, which gets the place at once where the present one does not serve. */
    void propose(Supervisor candidate) {
        context.throwIfNotInThisSynchronizationContext();
        Supervisor replaced = occupants.candidate;
        occupants = new Occupants(occupants.serving, candidate);
        if (!occupants.serving.serves()) {
            promote(candidate);
        }
        if (replaced != null) {
            dismiss(replaced);
        }
    }

    /** Gives the candidate up, where there is one. */
    void withdraw() {
        context.throwIfNotInThisSynchronizationContext();
        Supervisor candidate = occupants.candidate;
        if (candidate != null) {
            occupants = new Occupants(occupants.serving, null);
            dismiss(candidate);
        }
    }

    /** Gives the place to the candidate, which is Ready at this connection, and all calls that wait and come. */
    void takeOver(Supervisor candidate, PluginConnection connection) {
        context.throwIfNotInThisSynchronizationContext();
        Supervisor former = replaceBy(candidate);
        gate.open(connection);
        retire(former);
    }

    /** Gives the place to the candidate before it is Ready, because the present one does not serve. */
    void promote(Supervisor candidate) {
        context.throwIfNotInThisSynchronizationContext();
        Supervisor former = replaceBy(candidate);
        PluginUpdate now = candidate.status().update();
        if (now.state() == PluginState.FAILED) {
            gate.refuse(CallerReasons.failed(candidate.spec().name(), now.reason()));
        } else {
            gate.accept();
            gate.waitingFor(
                    CallerReasons.waiting(now.state().text(), now.reason()),
                    now.state().comesUp());
        }
        retire(former);
    }

    /** Tells both to stop. The one that serves stays the one whose status is shown. */
    void stop(StopReason reason) {
        context.throwIfNotInThisSynchronizationContext();
        Occupants last = occupants;
        occupants = new Occupants(last.serving, null);
        // All are known before the first may say that it has stopped.
        starts.addStopping(last.serving);
        if (last.candidate != null) {
            starts.addStopping(last.candidate);
            last.candidate.willEnd(reason.exit());
            last.candidate.stop(reason.problem(), reason.advice());
        }
        last.serving.willEnd(reason.exit());
        last.serving.stop(reason.problem(), reason.advice());
    }

    private Supervisor replaceBy(Supervisor candidate) {
        context.throwIfNotInThisSynchronizationContext();
        Supervisor former = occupants.serving;
        candidate.status().takeOver(former.status());
        occupants = new Occupants(candidate, null);
        return former;
    }

    private void retire(Supervisor former) {
        context.throwIfNotInThisSynchronizationContext();
        starts.addStopping(former);
        former.stop(
                "its process was replaced and it did not answer within assay.stop.drain",
                "call again, or raise assay.stop.drain");
    }

    private void dismiss(Supervisor candidate) {
        context.throwIfNotInThisSynchronizationContext();
        starts.addStopping(candidate);
        candidate.stop("it was given up", "call again");
    }
}
