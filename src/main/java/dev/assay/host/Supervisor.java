package dev.assay.host;

import dev.assay.config.PluginSpec;
import dev.assay.host.calls.CallGate;
import dev.assay.install.Executable;
import dev.assay.process.ProcessExit;
import dev.assay.text.BackOff;
import dev.assay.wire.PluginConnection;
import io.grpc.SynchronizationContext;
import io.grpc.SynchronizationContext.ScheduledHandle;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The life of one entry of the configuration: brings its process up, watches over it, brings it up again when it ends,
 * and ends it when it is told to leave. Whether it serves, is to serve, or has served is its {@link PluginSlot}'s
 * business: that opens the gate; a supervisor only shuts it, and only for its own connection.
 *
 * <p>Confined to the slot's {@link SynchronizationContext}: every method is called inside it, and the owner is told there.
 * The callbacks of a process that has been given up since are recognised by their {@link RunningPlugin} and ignored.
 */
final class Supervisor implements StartAttempt.Owner {
    private final PluginSpec spec;
    private final StartSteps starter;
    private final CallGate gate;
    private final PluginStatusTracker status;
    private final SupervisorSettings settings;
    private final BackOff backOff;
    private final ScheduledExecutorService timer;
    private final SynchronizationContext context;
    private final Owner owner;

    private @Nullable Executable executable;
    private @Nullable StartAttempt attempt;
    private @Nullable RunningPlugin current;
    private @Nullable ScheduledHandle alarm;
    private String lastTrouble = "";
    private boolean ending;
    private boolean leaving;
    private boolean drained;
    private boolean served;

    Supervisor(
            PluginSpec spec,
            StartSteps starter,
            CallGate gate,
            PluginStatusTracker status,
            SupervisorSettings settings,
            BackOff backOff,
            ScheduledExecutorService timer,
            SynchronizationContext context,
            Owner owner) {
        this.spec = spec;
        this.starter = starter;
        this.gate = gate;
        this.status = status;
        this.settings = settings;
        this.backOff = backOff;
        this.timer = timer;
        this.context = context;
        this.owner = owner;
    }

    /** Who is told what becomes of it; in turn may tell it to leave. */
    interface Owner {
        /** The executable is there, and its digest on the board; its process is started next. */
        void installed(Supervisor self);

        /** It came into another state, which is on the board. */
        void moved(Supervisor self, PluginState state, String reason);

        /** It answers calls at this connection. */
        void ready(Supervisor self, long pid, PluginConnection connection);

        /** It will be tried again after the delay. */
        void backingOff(Supervisor self, String reason, Duration delay);

        /** It will not be tried again. */
        void failed(Supervisor self, String reason);

        /** It has left: no process of it is there any more. */
        void gone(Supervisor self);
    }

    PluginSpec spec() {
        return spec;
    }

    PluginStatusTracker status() {
        return status;
    }

    /** Whether it has been Ready itself. */
    boolean hasServed() {
        return served;
    }

    /** Whether it answers calls, or will again by itself. */
    boolean serves() {
        return served && status.state() != PluginState.FAILED;
    }

    void start() {
        context.throwIfNotInThisSynchronizationContext();
        if (leaving) {
            return;
        }
        moveTo(PluginState.INSTALLING, lastTrouble);
        StartAttempt begun = new StartAttempt(spec, starter, context, timer, this);
        attempt = begun;
        begun.begin(executable);
    }

    /**
     * Lets calls in flight finish within the drain, then ends the process politely, or gives up what is on its way up. To
     * be called once; the owner hears when nothing is left. Nobody may be let through to its connection by then.
     *
     * @param why for calls that do not finish in time, in the words of {@link CallGate#close}
     */
    void leave(String why, String advice) {
        context.throwIfNotInThisSynchronizationContext();
        leaving = true;
        cancelAlarm();
        if (status.state() != PluginState.FAILED) {
            moveTo(PluginState.STOPPING, "");
        }
        StartAttempt begun = attempt;
        RunningPlugin serving = current;
        if (begun != null) {
            begun.giveUp(settings.stopGrace(), this::onGone);
        } else if (serving != null) {
            ScheduledHandle deadline = after(settings.drain(), () -> onDrained(serving, why, advice));
            gate.whenIdle(
                    serving.connection(),
                    () -> context.execute(() -> {
                        deadline.cancel();
                        onDrained(serving, why, advice);
                    }));
        } else if (!ending) {
            onGone();
        }
    }

    @Override
    public void progress(PluginProgress progress) {
        status.progress(progress);
    }

    @Override
    public void installed(Executable item) {
        executable = item;
        item.digest().ifPresent(status::digest);
        owner.installed(this);
        if (!leaving) {
            moveTo(PluginState.STARTING, lastTrouble);
        }
    }

    @Override
    public void launched(long pid) {
        status.pid(pid);
    }

    @Override
    public void handshaken(String protocol) {
        status.protocol(protocol);
    }

    @Override
    public void ready(RunningPlugin incarnation) {
        attempt = null;
        current = incarnation;
        lastTrouble = "";
        served = true;
        status.newGeneration();
        moveTo(PluginState.READY, "");
        incarnation.connection().closed().thenAccept(why -> context.execute(() -> onConnectionLost(incarnation, why)));
        incarnation.exited().thenAccept(exit -> context.execute(() -> onExited(incarnation, exit)));
        incarnation.watch(new HealthChecker(
                incarnation.connection(),
                settings.pingInterval(),
                settings.pingTimeout(),
                settings.pingFailures(),
                timer,
                why -> context.execute(() -> onEnded(incarnation, why, why))));
        alarm = after(settings.steady(), backOff::reset);
        owner.ready(this, incarnation.pid(), incarnation.connection());
    }

    @Override
    public void failed(Throwable failure) {
        attempt = null;
        onTrouble(failure);
    }

    private void onConnectionLost(RunningPlugin incarnation, String why) {
        if (incarnation == current && !leaving) {
            gate.hold(incarnation.connection(), "the connection to its process " + incarnation.pid() + " was lost");
            String lost = "lost its connection (" + why + ")";
            ScheduledHandle unused = after(StartAttempt.EXIT_GRACE, () -> onEnded(incarnation, lost, lost));
        }
    }

    private void onExited(RunningPlugin incarnation, ProcessExit exit) {
        onEnded(incarnation, exit.describe(), exit.brief());
    }

    /**
     * It serves no more.
     *
     * @param why completes the sentence "the process ..."
     * @param brief the same for callers
     */
    private void onEnded(RunningPlugin incarnation, String why, String brief) {
        if (incarnation != current || leaving) {
            return;
        }
        cancelAlarm();
        current = null;
        ending = true;
        if (incarnation.hasBeenOfUse()) {
            // One caller's call may have ended it, and the others' calls wait.
            backOff.reset();
        }
        ProcessEndedException end = incarnation.ended(why);
        gate.close(
                incarnation.connection(),
                "its " + incarnation.ended(brief).getMessage(),
                "it is being started again, so make the call once more");
        incarnation.end(
                Duration.ZERO,
                () -> context.execute(() -> {
                    ending = false;
                    if (leaving) {
                        onGone();
                    } else {
                        onTrouble(end);
                    }
                }));
    }

    private void onTrouble(Throwable failure) {
        status.processGone();
        StartFault trouble = StartFault.of(failure);
        if (trouble.permanent()) {
            moveTo(PluginState.FAILED, trouble.reason());
            owner.failed(this, trouble.reason());
            return;
        }
        Duration delay = backOff.nextDelay();
        lastTrouble = "tried before: " + trouble.reason();
        moveTo(PluginState.BACKING_OFF, trouble.reason());
        alarm = after(delay, () -> {
            status.restarted();
            start();
        });
        owner.backingOff(this, trouble.reason(), delay);
    }

    private void onDrained(RunningPlugin serving, String why, String advice) {
        if (!drained) {
            drained = true;
            current = null;
            gate.close(serving.connection(), why, advice);
            serving.quit(settings.stopGrace(), timer, () -> context.execute(this::onGone));
        }
    }

    private void onGone() {
        status.processGone();
        if (status.state() != PluginState.FAILED) {
            moveTo(PluginState.STOPPED, "");
        }
        owner.gone(this);
    }

    private void moveTo(PluginState state, String reason) {
        context.throwIfNotInThisSynchronizationContext();
        status.moveTo(state, reason);
        owner.moved(this, state, reason);
    }

    private ScheduledHandle after(Duration delay, Runnable action) {
        return context.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS, timer);
    }

    private void cancelAlarm() {
        ScheduledHandle pending = alarm;
        alarm = null;
        if (pending != null) {
            pending.cancel();
        }
    }
}
