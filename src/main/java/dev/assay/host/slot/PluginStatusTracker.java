package dev.assay.host.slot;

import dev.assay.config.PluginSpec;
import dev.assay.host.facts.ExitReason;
import dev.assay.host.facts.PluginObserver;
import dev.assay.host.status.CallCounts;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginStatus;
import dev.assay.host.status.PluginUpdate;
import dev.assay.install.Executable;
import dev.assay.install.InstallProgress;
import dev.assay.process.LastExit;
import dev.assay.process.ProcessExit;
import dev.assay.process.ProcessUsage;
import dev.assay.secret.SecretMask;
import dev.assay.secret.SecretSources;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The status of one {@link Supervisor} and its process, which any thread may ask for. Thread-safe. */
public final class PluginStatusTracker {
    private final HostClock clock;
    private final PluginSpec spec;
    private final PluginObserver observer;
    private final List<String> shownArgs;

    private PluginState state = PluginState.PENDING;
    private String reason;
    private Instant since;
    private long changedAt;

    /** When the present attempt began, as {@link #changedAt}. */
    private long begunAt;

    private boolean tried;
    private boolean wasReady;
    private int restarts;
    private int generation;
    private @Nullable Long pid;
    private Supplier<Optional<ProcessUsage>> usage = Optional::empty;
    private @Nullable String protocol;
    private @Nullable String digest;
    private @Nullable String peer;
    private @Nullable InstallProgress progress;
    private @Nullable LastExit lastExit;
    private @Nullable Instant nextStart;
    private int unansweredChecks;

    /** @param reason why the supervisor begins; empty when there is nothing to say */
    PluginStatusTracker(PluginSpec spec, HostClock clock, PluginObserver observer, String reason) {
        this.spec = spec;
        this.observer = observer;
        this.shownArgs = shownArgs(spec);
        this.clock = clock;
        this.reason = reason;
        this.since = clock.now();
        this.changedAt = clock.nanoTime();
    }

    /** Goes on with the counts of another supervisor of the same plugin, whose place this one takes. */
    void takeOver(PluginStatusTracker former) {
        Counts before = former.counts();
        synchronized (this) {
            restarts = before.restarts;
            generation += before.generation;
            lastExit = lastExit == null ? before.lastExit : lastExit;
            wasReady |= before.wasReady;
        }
    }

    synchronized void moveTo(PluginState newState, String newReason) {
        PluginState before = state;
        state = newState;
        reason = newReason;
        since = clock.now();
        changedAt = clock.nanoTime();
        if (newState == PluginState.INSTALLING) {
            begunAt = changedAt;
        } else if (newState == PluginState.READY && before != PluginState.UNRESPONSIVE) {
            observer.onReady(Duration.ofNanos(changedAt - begunAt));
        }
        progress = null;
        nextStart = null;
        tried |= newState == PluginState.READY || newState == PluginState.BACKING_OFF || isGone();
        wasReady |= newState == PluginState.READY;
    }

    synchronized void onProgress(InstallProgress newProgress) {
        if (state == PluginState.INSTALLING) {
            progress = newProgress;
        }
    }

    synchronized void onLaunched(long newPid, Supplier<Optional<ProcessUsage>> newUsage) {
        pid = newPid;
        usage = newUsage;
        observer.onLaunched();
    }

    synchronized void onExited(ProcessExit exit, Optional<String> endedBecause) {
        observer.onExited(ExitReason.of(exit, endedBecause.isPresent()));
        lastExit = endedBecause
                .map(reason -> LastExit.because(reason, exit, clock.now()))
                .orElseGet(() -> LastExit.of(exit, clock.now()));
    }

    /** The exit of the process whose place this one took, which came later than the takeover. */
    void formerExit(PluginStatusTracker former) {
        LastExit exit = former.counts().lastExit;
        synchronized (this) {
            if (exit != null && (lastExit == null || lastExit.time().isBefore(exit.time()))) {
                lastExit = exit;
            }
        }
    }

    synchronized void onHandshake(String newProtocol) {
        protocol = newProtocol;
    }

    synchronized void processGone() {
        pid = null;
        usage = Optional::empty;
        unansweredChecks = 0;
    }

    synchronized void reason(String newReason) {
        reason = newReason;
    }

    /** @param checks how many health checks in a row were not answered */
    synchronized void unansweredChecks(int checks) {
        unansweredChecks = checks;
        if (checks > 0) {
            observer.onUnansweredCheck();
        }
    }

    void answeredCheck(Duration took) {
        observer.onAnsweredCheck(took);
    }

    /** The process is started again after this delay. */
    synchronized void nextStartIn(Duration delay) {
        nextStart = clock.now().plus(delay);
    }

    synchronized void installed(Executable executable) {
        digest = executable.digest().orElse(null);
        peer = executable.peer().orElse(null);
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

    synchronized int restarts() {
        return restarts;
    }

    /** The latest sample of the process; empty while there is none. */
    synchronized Optional<ProcessUsage> usage() {
        return usage.get();
    }

    /** How many processes have been Ready. */
    synchronized int generation() {
        return generation;
    }

    synchronized Optional<LastExit> lastExit() {
        return Optional.ofNullable(lastExit);
    }

    synchronized Optional<String> digest() {
        return Optional.ofNullable(digest);
    }

    /**
     * @param required as the present entry has it, which may change without a new process
     * @param timeout as the present entry has it
     */
    synchronized PluginStatus snapshot(
            boolean required, Duration timeout, CallCounts calls, Optional<PluginUpdate> update) {
        return new PluginStatus(
                spec.name(),
                state,
                reason,
                since,
                restarts,
                Optional.ofNullable(pid),
                Optional.ofNullable(protocol),
                Optional.ofNullable(digest),
                Optional.ofNullable(peer),
                spec.location().shown(),
                generation,
                required,
                timeout,
                shownArgs,
                calls,
                unansweredChecks,
                Optional.ofNullable(nextStart),
                Optional.ofNullable(lastExit),
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
                Optional.ofNullable(nextStart),
                Optional.ofNullable(progress));
    }

    /** The time at which the plugin became Ready, or now while it is not, as {@link HostClock#nanoTime}. */
    public synchronized long readyAt() {
        return state == PluginState.READY || state == PluginState.UNRESPONSIVE ? changedAt : clock.nanoTime();
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

    /** The arguments without what the entry itself tells to be secret. */
    private static List<String> shownArgs(PluginSpec spec) {
        Set<String> secrets = new HashSet<>(SecretSources.ofArguments(spec.args()));
        secrets.addAll(SecretSources.ofEntry(spec.plainEnv(), spec.toString()));
        SecretMask mask = SecretMask.of(secrets);
        return spec.args().stream().map(mask::mask).toList();
    }

    private synchronized Counts counts() {
        return new Counts(restarts, generation, wasReady, lastExit);
    }

    private record Counts(
            int restarts,
            int generation,
            boolean wasReady,
            @Nullable LastExit lastExit) {}
}
