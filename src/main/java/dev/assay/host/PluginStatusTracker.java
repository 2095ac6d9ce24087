package dev.assay.host;

import dev.assay.config.PluginSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of one entry's process and of its way up, for whoever asks. Thread-safe. */
final class PluginStatusTracker {
    private final HostClock clock;
    private final PluginSpec spec;

    private PluginState state = PluginState.PENDING;
    private String reason = "";
    private Instant since;
    private long changedAt;
    private long outSince;
    private boolean tried;
    private boolean wasReady;
    private int restarts;
    private int generation;
    private @Nullable Long pid;
    private @Nullable String protocol;
    private @Nullable String digest;
    private @Nullable PluginProgress progress;

    PluginStatusTracker(PluginSpec spec, HostClock clock) {
        this.spec = spec;
        this.clock = clock;
        this.since = clock.now();
        this.changedAt = clock.nanoTime();
        this.outSince = changedAt;
    }

    /** Takes the place of another board of the same plugin, whose counts go on. */
    void takeOver(PluginStatusTracker former) {
        Counts before = former.counts();
        synchronized (this) {
            restarts = before.restarts;
            generation += before.generation;
            outSince = before.wasReady ? before.outSince : outSince;
            wasReady |= before.wasReady;
        }
    }

    synchronized void moveTo(PluginState newState, String newReason) {
        if (state == PluginState.READY) {
            outSince = clock.nanoTime();
        }
        state = newState;
        reason = newReason;
        since = clock.now();
        changedAt = clock.nanoTime();
        progress = null;
        tried |= newState == PluginState.READY || newState == PluginState.BACKING_OFF || isGone();
        wasReady |= newState == PluginState.READY;
    }

    synchronized void progress(PluginProgress newProgress) {
        if (state == PluginState.INSTALLING) {
            progress = newProgress;
        }
    }

    synchronized void pid(long newPid) {
        pid = newPid;
    }

    synchronized void processGone() {
        pid = null;
    }

    synchronized void protocol(String newProtocol) {
        protocol = newProtocol;
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

    synchronized PluginState state() {
        return state;
    }

    synchronized Optional<String> digest() {
        return Optional.ofNullable(digest);
    }

    /** @param required as the present configuration has it, which needs no new process */
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

    /** The same, as that of what is to take the place of another. */
    synchronized PluginUpdate update() {
        return new PluginUpdate(
                state,
                reason,
                since,
                spec.location().shown(),
                Optional.ofNullable(digest),
                Optional.ofNullable(progress));
    }

    /** When the plugin became Ready, or now while it is not, as {@link HostClock#nanoTime}. */
    synchronized long readyAt() {
        return state == PluginState.READY ? changedAt : clock.nanoTime();
    }

    /** Whether the first attempt to bring the plugin up is over, whatever came of it. */
    synchronized boolean tried() {
        return tried;
    }

    /** Whether the plugin has been Ready, by this process or one before it. */
    synchronized boolean wasReady() {
        return wasReady;
    }

    /** Whether the plugin has failed for good, or is on its way out. */
    synchronized boolean isGone() {
        return state == PluginState.FAILED || state == PluginState.STOPPING || state == PluginState.STOPPED;
    }

    /**
     * Whether the plugin is Ready, or has been on its way back to that for no longer than the grace, or has never been
     * Ready: an entry that is added while the service works takes nothing away from it before that.
     */
    synchronized boolean ready(Duration grace) {
        return switch (state) {
            case READY -> true;
            case PENDING, INSTALLING, STARTING, BACKING_OFF ->
                !wasReady || clock.nanoTime() - outSince <= grace.toNanos();
            case FAILED -> !wasReady;
            case STOPPING, STOPPED -> false;
        };
    }

    private synchronized Counts counts() {
        return new Counts(restarts, generation, wasReady, outSince);
    }

    private record Counts(int restarts, int generation, boolean wasReady, long outSince) {}
}
