package dev.assay.host;

import dev.assay.config.PluginSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of one plugin, for whoever asks. Thread-safe. */
final class StatusBoard {
    private final HostClock clock;
    private final PluginSpec spec;

    private PluginState state = PluginState.PENDING;
    private String reason = "";
    private Instant since;
    private long changedAt;
    private long outSince;
    private int restarts;
    private int generation;
    private @Nullable Long pid;
    private @Nullable String protocol;
    private @Nullable String digest;

    StatusBoard(PluginSpec spec, HostClock clock) {
        this.spec = spec;
        this.clock = clock;
        this.since = clock.now();
        this.changedAt = clock.nanoTime();
        this.outSince = changedAt;
    }

    synchronized void moveTo(PluginState newState, String newReason) {
        if (state == PluginState.READY) {
            outSince = clock.nanoTime();
        }
        state = newState;
        reason = newReason;
        since = clock.now();
        changedAt = clock.nanoTime();
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

    synchronized PluginStatus snapshot() {
        return new PluginStatus(
                spec.name(),
                state,
                reason,
                since,
                restarts,
                Optional.ofNullable(pid),
                Optional.ofNullable(protocol),
                Optional.ofNullable(digest),
                spec.shownLocation(),
                generation,
                spec.required());
    }

    /** When the plugin became Ready, or now while it is not, as {@link HostClock#nanoTime}. */
    synchronized long readyAt() {
        return state == PluginState.READY ? changedAt : clock.nanoTime();
    }

    /** Whether the plugin is Ready, or has been on its way back to that for no longer than the grace. */
    synchronized boolean ready(Duration grace) {
        return switch (state) {
            case READY -> true;
            case PENDING, INSTALLING, STARTING, BACKING_OFF -> clock.nanoTime() - outSince <= grace.toNanos();
            case STOPPING, STOPPED, FAILED -> false;
        };
    }
}
