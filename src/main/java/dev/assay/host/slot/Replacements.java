package dev.assay.host.slot;

import dev.assay.config.PluginSpec;
import dev.assay.host.status.RestartOutcome;
import io.grpc.SynchronizationContext;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The replacement of a process whose entry and executable are the same: because of what it does, or because a person asks
 * for it.
 *
 * <p>Confined to the slot's {@link SynchronizationContext}.
 */
final class Replacements {
    private final SynchronizationContext context;
    private final Occupancy occupancy;
    private final SlotLog log;
    private final BiFunction<PluginSpec, String, Supervisor> supervisors;
    private final Consumer<Supervisor> propose;
    private final ReplacementPace pace;
    private final LongSupplier nanos;

    /** The candidate that takes the place also when its executable is the present one; null when there is none. */
    private @Nullable Supervisor forced;

    private boolean restarted;
    private long restartedAt;

    /**
     * @param supervisors makes one for an entry and the reason why it begins
     * @param propose puts a candidate up and starts it
     * @param nanos rises steadily, from any origin
     */
    Replacements(
            SynchronizationContext context,
            Occupancy occupancy,
            SlotLog log,
            BiFunction<PluginSpec, String, Supervisor> supervisors,
            Consumer<Supervisor> propose,
            ReplacementPace pace,
            LongSupplier nanos) {
        this.context = context;
        this.occupancy = occupancy;
        this.log = log;
        this.supervisors = supervisors;
        this.propose = propose;
        this.pace = pace;
        this.nanos = nanos;
    }

    /** Whether the candidate takes the place also when its executable is the present one. */
    boolean isForced(Supervisor candidate) {
        context.throwIfNotInThisSynchronizationContext();
        return candidate == forced;
    }

    /**
     * Has a new process of the serving entry and of the same executable come up beside the present one. Does nothing where
     * a process comes up anyway, or where the last replacement was too short a time ago. An update of the entry that cannot
     * come up is given up for it.
     *
     * @param reason what the process does that takes calls now; completes the sentence "the process ..."
     */
    void onMisbehaving(String reason) {
        context.throwIfNotInThisSynchronizationContext();
        Supervisor serving = occupancy.serving();
        Supervisor candidate = occupancy.candidate();
        boolean comesUpAnyway = candidate != null && !candidate.isOut();
        if (comesUpAnyway || !pace.tryBegin()) {
            return;
        }
        log.replacing(serving, reason);
        Supervisor next = supervisors.apply(
                serving.spec(), "replaces " + serving.process().text() + ", which " + reason);
        next.reuseExecutable(serving);
        serving.willEnd(reason + ", so another one took its place");
        force(next);
    }

    /** Starts at once what is out, or replaces what serves. */
    RestartOutcome onRestart(PluginSpec entry) {
        context.throwIfNotInThisSynchronizationContext();
        Supervisor serving = occupancy.serving();
        Supervisor candidate = occupancy.candidate();
        boolean canBegin = candidate == null ? serving.takesCalls() || serving.isOut() : candidate.isOut();
        if (!canBegin) {
            return RestartOutcome.ON_ITS_WAY;
        }
        long now = nanos.getAsLong();
        if (restarted && now - restartedAt < PluginSlot.RESTART_PAUSE.toNanos()) {
            return RestartOutcome.TOO_SOON;
        }
        restarted = true;
        restartedAt = now;
        log.restartedByHand(serving);
        if (candidate != null && candidate.startNow()) {
            return RestartOutcome.BEGUN;
        }
        if (candidate == null && serving.startNow()) {
            return RestartOutcome.BEGUN;
        }
        force(supervisors.apply(entry, "restarted by hand"));
        return RestartOutcome.BEGUN;
    }

    private void force(Supervisor candidate) {
        context.throwIfNotInThisSynchronizationContext();
        forced = candidate;
        propose.accept(candidate);
    }
}
