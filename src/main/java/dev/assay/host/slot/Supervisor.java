package dev.assay.host.slot;

import dev.assay.config.PluginSpec;
import dev.assay.host.calls.CallGate;
import dev.assay.host.instance.MemoryRule;
import dev.assay.host.instance.RunningPlugin;
import dev.assay.host.instance.StartAttempt;
import dev.assay.host.instance.StartFault;
import dev.assay.host.instance.StartSteps;
import dev.assay.host.instance.StateMachine;
import dev.assay.host.instance.UsageRule;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.ProcessTag;
import dev.assay.install.Executable;
import io.grpc.SynchronizationContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The life of one entry of the configuration. It brings the entry's process up, watches over it, brings it up again when
 * it ends, and ends it when it is told to stop. Whether it serves calls, is to serve, or has served is decided by its
 * {@link PluginSlot}, which opens the gate. A supervisor only shuts the gate, and only for its own connection.
 *
 * <p>Confined to the slot's {@link SynchronizationContext}, in which its owner is told too. The callbacks of a process
 * that was given up since are recognised by their {@link RunningPlugin} and ignored.
 */
final class Supervisor implements StartAttempt.Owner, RunningPlugin.Observer {
    private final PluginSpec spec;
    private final StartSteps steps;
    private final CallGate gate;
    private final PluginStatusTracker status;
    private final SupervisorSettings settings;
    private final RestartSchedule restarts;
    private final ScheduledExecutorService timer;
    private final SynchronizationContext context;
    private final SupervisorOwner owner;
    private final StateMachine<SupervisorState> state;
    private final LatestStart latest;

    /** Known from the first installation on. */
    private @Nullable Executable executable;

    /** The attempt that was begun last. */
    private @Nullable StartAttempt attempt;

    /** The process that has been Ready last. */
    private @Nullable RunningPlugin running;

    private boolean hasBeenReady;

    /** Why its process is ended when it is told to stop; completes the sentence "the process ...". */
    private String stopReason = "was ended, because another one took its place";

    Supervisor(
            PluginSpec spec,
            StartSteps steps,
            CallGate gate,
            PluginStatusTracker status,
            SupervisorSettings settings,
            RestartSchedule restarts,
            ScheduledExecutorService timer,
            SynchronizationContext context,
            SupervisorOwner owner) {
        this.spec = spec;
        this.steps = steps;
        this.gate = gate;
        this.status = status;
        this.settings = settings;
        this.restarts = restarts;
        this.timer = timer;
        this.context = context;
        this.owner = owner;
        this.state = new StateMachine<>("the supervisor of " + spec.name(), SupervisorState.PENDING);
        this.latest = new LatestStart(
                status,
                context,
                owner::nextGeneration,
                () -> owner.onLaunched(this),
                exit -> owner.onExited(this, exit));
    }

    PluginSpec spec() {
        return spec;
    }

    PluginStatusTracker status() {
        return status;
    }

    /** Whether its own process has been Ready. */
    boolean hasBeenReady() {
        context.throwIfNotInThisSynchronizationContext();
        return hasBeenReady;
    }

    /** Whether it answers calls, or will again without anybody's help. */
    boolean serves() {
        context.throwIfNotInThisSynchronizationContext();
        return hasBeenReady && !state.is(SupervisorState.FAILED);
    }

    /** Whether its process is there and takes calls. */
    boolean takesCalls() {
        context.throwIfNotInThisSynchronizationContext();
        return state.state().takesCalls();
    }

    /** Whether nothing happens now, because the next attempt waits for its time or there is none. */
    boolean isOut() {
        context.throwIfNotInThisSynchronizationContext();
        return state.is(SupervisorState.BACKING_OFF) || state.is(SupervisorState.FAILED);
    }

    /** Has this supervisor, which was not started, begin with the executable of another one. */
    void reuseExecutable(Supervisor other) {
        context.throwIfNotInThisSynchronizationContext();
        executable = other.executable;
    }

    /** Begins the next attempt now where it waits for its time. False when it does not wait. */
    boolean startNow() {
        context.throwIfNotInThisSynchronizationContext();
        if (!state.is(SupervisorState.BACKING_OFF)) {
            return false;
        }
        restarts.cancel();
        restart();
        return true;
    }

    /** The process that was launched last, or is about to be. */
    ProcessTag process() {
        context.throwIfNotInThisSynchronizationContext();
        return latest.process();
    }

    /** Whether it was told to stop. */
    boolean isStopping() {
        context.throwIfNotInThisSynchronizationContext();
        return state.state().isStop();
    }

    /** @param reason why its process is about to be ended; completes the sentence "the process ..." */
    void willEnd(String reason) {
        context.throwIfNotInThisSynchronizationContext();
        stopReason = reason;
    }

    /** Begins an attempt to bring the process up. Does nothing once it was told to stop. */
    void start() {
        context.throwIfNotInThisSynchronizationContext();
        if (state.state().isStop()) {
            return;
        }
        moveTo(SupervisorState.INSTALLING, restarts.reason());
        latest.begin();
        attempt = new StartAttempt(spec, steps, context, timer, latest, this);
        attempt.begin(executable);
    }

    /**
     * Lets calls in flight finish within the drain, then ends the process politely; gives up an attempt. To be called
     * once, when the gate is not open to its connection any more. The owner is told when no process is left.
     *
     * @param problem of calls that do not finish in time, in the words of {@link CallGate}
     */
    void stop(String problem, String advice) {
        context.throwIfNotInThisSynchronizationContext();
        restarts.cancel();
        switch (state.state()) {
            case INSTALLING, STARTING -> {
                moveTo(SupervisorState.STOPPING, "");
                Objects.requireNonNull(attempt).giveUp(settings.stopGrace(), this::onNothingLeft);
            }
            case READY, UNRESPONSIVE -> {
                moveTo(SupervisorState.DRAINING, "");
                RunningPlugin plugin = Objects.requireNonNull(running);
                Drain.begin(
                        gate,
                        plugin.connection(),
                        settings.drain(),
                        context,
                        timer,
                        () -> onDrained(plugin, problem, advice));
            }
            case PENDING, BACKING_OFF -> {
                moveTo(SupervisorState.STOPPING, "");
                onNothingLeft();
            }
            case FAILED -> onNothingLeft();
            case ENDING -> moveTo(SupervisorState.STOPPING, "");
            case DRAINING, STOPPING, STOPPED -> throw new IllegalStateException("told to stop twice");
        }
    }

    @Override
    public void onInstalled(Executable installed) {
        context.throwIfNotInThisSynchronizationContext();
        executable = installed;
        status.installed(installed);
        owner.onInstalled(this);
        if (state.is(SupervisorState.INSTALLING)) {
            moveTo(SupervisorState.STARTING, restarts.reason());
        }
    }

    @Override
    public void onReady(RunningPlugin plugin) {
        context.throwIfNotInThisSynchronizationContext();
        running = plugin;
        latest.onReady(plugin.pid());
        hasBeenReady = true;
        status.newGeneration();
        moveTo(SupervisorState.READY, "");
        restarts.onReady();
        plugin.watch(settings.health(), rules(plugin), this);
        owner.onReady(this, plugin.connection());
    }

    private List<UsageRule> rules(RunningPlugin plugin) {
        List<UsageRule> rules = new ArrayList<>();
        rules.add(new GivenUpRule(gate, plugin.connection(), settings.givenUp()));
        spec.limits().memoryBytes().ifPresent(limit -> rules.add(new MemoryRule(limit)));
        return rules;
    }

    @Override
    public void onMisbehaving(RunningPlugin plugin, String reason) {
        context.throwIfNotInThisSynchronizationContext();
        if (plugin == running && takesCalls()) {
            owner.onMisbehaving(this, reason);
        }
    }

    @Override
    public void onDisconnected(RunningPlugin plugin) {
        context.throwIfNotInThisSynchronizationContext();
        if (plugin == running && takesCalls()) {
            gate.hold(plugin.connection(), "the connection to its process " + plugin.pid() + " was lost");
        }
    }

    @Override
    public void onUnanswered(RunningPlugin plugin, int checks, String last) {
        context.throwIfNotInThisSynchronizationContext();
        if (plugin != running || !takesCalls()) {
            return;
        }
        int most = settings.health().maxFailures();
        String reason = process().text() + " has failed " + checks + " of " + most
                + " health checks in a row (the last: " + last + ") and is killed after " + most;
        gate.doubt(plugin.connection(), "its last health check has failed too (" + last + ")");
        status.unansweredChecks(checks);
        if (state.is(SupervisorState.READY)) {
            moveTo(SupervisorState.UNRESPONSIVE, reason);
            owner.onUnresponsive(this, reason);
        } else {
            status.reason(reason);
            owner.onStateChanged(this, PluginState.UNRESPONSIVE, reason);
        }
    }

    @Override
    public void onPong(Duration took) {
        context.throwIfNotInThisSynchronizationContext();
        status.answeredCheck(took);
    }

    @Override
    public void onAnswered(RunningPlugin plugin) {
        context.throwIfNotInThisSynchronizationContext();
        if (plugin == running && state.is(SupervisorState.UNRESPONSIVE)) {
            gate.doubt(plugin.connection(), "");
            status.unansweredChecks(0);
            moveTo(SupervisorState.READY, "");
            owner.onResponsive(this);
        }
    }

    @Override
    public void onEnded(RunningPlugin plugin, String end) {
        context.throwIfNotInThisSynchronizationContext();
        if (plugin != running || !takesCalls()) {
            return;
        }
        moveTo(SupervisorState.ENDING, "");
        restarts.onEnded(plugin.hasAnsweredCalls());
        gate.close(
                plugin.connection(),
                "its " + plugin.endedBecause(end).getMessage(),
                "it is being started again, so make the call once more");
        plugin.end(Duration.ZERO, end, () -> onProcessGone(plugin.endedBecause(end)));
    }

    private void onProcessGone(Throwable failure) {
        context.throwIfNotInThisSynchronizationContext();
        if (state.is(SupervisorState.STOPPING)) {
            onNothingLeft();
        } else {
            onFailed(failure);
        }
    }

    @Override
    public void onFailed(Throwable failure) {
        context.throwIfNotInThisSynchronizationContext();
        status.processGone();
        StartFault fault = StartFault.of(failure);
        if (fault.permanent()) {
            moveTo(SupervisorState.FAILED, fault.reason());
            owner.onFailed(this, fault.reason());
            return;
        }
        moveTo(SupervisorState.BACKING_OFF, fault.reason());
        Duration delay = restarts.scheduleRestart(fault.reason(), this::restart);
        status.nextStartIn(delay);
        owner.onBackingOff(this, fault.reason(), delay);
    }

    private void restart() {
        context.throwIfNotInThisSynchronizationContext();
        status.restarted();
        start();
    }

    private void onDrained(RunningPlugin plugin, String problem, String advice) {
        context.throwIfNotInThisSynchronizationContext();
        moveTo(SupervisorState.STOPPING, "");
        gate.close(plugin.connection(), problem, advice);
        plugin.quit(settings.stopGrace(), stopReason, this::onNothingLeft);
    }

    private void onNothingLeft() {
        context.throwIfNotInThisSynchronizationContext();
        status.processGone();
        if (state.is(SupervisorState.FAILED)) {
            // Its fault stays to be seen.
            state.moveTo(SupervisorState.STOPPED);
        } else {
            moveTo(SupervisorState.STOPPED, "");
        }
        owner.onStopped(this);
    }

    /** Moves to the state, and shows it where it is shown otherwise than the former one. */
    private void moveTo(SupervisorState next, String reason) {
        context.throwIfNotInThisSynchronizationContext();
        state.moveTo(next);
        next.shown().filter(shown -> shown != status.state()).ifPresent(shown -> {
            status.moveTo(shown, reason);
            owner.onStateChanged(this, shown, reason);
        });
    }
}
