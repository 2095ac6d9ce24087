package dev.assay.host.slot;

import dev.assay.config.PluginSpec;
import dev.assay.host.instance.StartObserver;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginStatus;
import dev.assay.host.status.PluginUpdate;
import dev.assay.install.InstallProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of one {@link Supervisor} and its process, which any thread may ask for. Thread-safe. */
public final class PluginStatusTracker implements StartObserver {
    private final HostClock clock;
    private final PluginSpec spec;

    private PluginState state = PluginState.PENDING;
    private String reason;
    private Instant since;
    private long changedAt;
    private long notReadySince;
    private boolean tried;
    private boolean wasReady;
    private int restarts;
    private int generation;
    private @Nullable Long pid;
    private @Nullable String protocol;
    private @Nullable String digest;
    private @Nullable InstallProgress progress;

    /** @param reason why the supervisor begins; empty when there is nothing to say */
    PluginStatusTracker(PluginSpec spec, HostClock clock, String reason) {
        this.spec = spec;
        this.clock = clock;
        this.reason = reason;
        this.since = clock.now();
        this.changedAt = clock.nanoTime();
        this.notReadySince = changedAt;
    }

    /** Goes on with the counts of another supervisor of the same plugin, whose place this one takes. */
    void takeOver(PluginStatusTracker former) {
        Counts before = former.counts();
        synchronized (this) {
            restarts = before.restarts;
            generation += before.generation;
            notReadySince = before.wasReady ? before.notReadySince : notReadySince;
            wasReady |= before.wasReady;
        }
    }

    synchronized void moveTo(PluginState newState, String newReason) {
        if (state == PluginState.READY) {
            notReadySince = clock.nanoTime();
        }
        state = newState;
        reason = newReason;
        since = clock.now();
        changedAt = clock.nanoTime();
        progress = null;
        tried |= newState == PluginState.READY || newState == PluginState.BACKING_OFF || isGone();
        wasReady |= newState == PluginState.READY;
    }

    @Override
    public synchronized void onProgress(InstallProgress newProgress) {
        if (state == PluginState.INSTALLING) {
            progress = newProgress;
        }
    }

    @Override
    public synchronized void onLaunched(long newPid) {
        pid = newPid;
    }

    @Override
    public synchronized void onHandshake(String newProtocol) {
        protocol = newProtocol;
    }

    synchronized void processGone() {
        pid = null;
    }

    synchronized void digest(String newDigest) {
        digest = newDigest;
    }

    synchronized void restarted() {
        restarts++;
    }

    synchronized void newGeneration() {
        generation++;
    }

    public synchronized PluginState state() {
        return state;
    }

    synchronized Optional<String> digest() {
        return Optional.ofNullable(digest);
    }

    /** @param required as the present entry has it, which may change without a new process */
    synchronized PluginStatus snapshot(boolean required, Optional<PluginUpdate> update) {
        return new PluginStatus(
                spec.name(),
                state,
                reason,
                since,
                restarts,
                Optional.ofNullable(pid),
                Optional.ofNullable(protocol),
                Optional.ofNullable(digest),
                spec.location().shown(),
                generation,
                required,
                Optional.ofNullable(progress),
                update);
    }

    /** The status of a supervisor that is to take the place of another. */
    synchronized PluginUpdate update() {
        return new PluginUpdate(
                state,
                reason,
                since,
                spec.location().shown(),
                Optional.ofNullable(digest),
                Optional.ofNullable(progress));
    }

    /** The time at which the plugin became Ready, or now while it is not, as {@link HostClock#nanoTime}. */
    public synchronized long readyAt() {
        return state == PluginState.READY ? changedAt : clock.nanoTime();
    }

    /** Whether the first attempt to bring the plugin up is over, whatever came of it. */
    public synchronized boolean tried() {
        return tried;
    }

    /** Whether the plugin has been Ready, by this process or one before it. */
    public synchronized boolean wasReady() {
        return wasReady;
    }

    /** Whether the plugin has failed for good, or is on its way out. */
    public synchronized boolean isGone() {
        return state == PluginState.FAILED || state == PluginState.STOPPING || state == PluginState.STOPPED;
    }

    /**
     * Whether the plugin lets the service be ready: it is Ready, or has been out for no longer than the grace. A plugin that
     * has never been Ready counts as ready, because an entry that is added takes nothing away from a service that works.
     */
    public synchronized boolean ready(Duration grace) {
        return switch (state) {
            case READY -> true;
            case PENDING, INSTALLING, STARTING, BACKING_OFF ->
                !wasReady || clock.nanoTime() - notReadySince <= grace.toNanos();
            case FAILED -> !wasReady;
            case STOPPING, STOPPED -> false;
        };
    }

    private synchronized Counts counts() {
        return new Counts(restarts, generation, wasReady, notReadySince);
    }

    private record Counts(int restarts, int generation, boolean wasReady, long notReadySince) {}
}
