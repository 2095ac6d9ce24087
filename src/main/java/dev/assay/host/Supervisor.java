package dev.assay.host;

import dev.assay.config.PluginSpec;
import dev.assay.install.Executable;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.process.PluginProcess;
import io.grpc.SynchronizationContext;
import io.grpc.SynchronizationContext.ScheduledHandle;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The life of one plugin: brings it up, opens its gate, and when its process ends brings it up again.
 *
 * <p>All state is confined to one {@link SynchronizationContext}; a method named {@code on...} runs inside it, and the
 * callbacks of a process that has been given up since are recognised by their {@link Incarnation} and ignored.
 */
final class Supervisor {
    private static final Logger LOG = Logger.getLogger(Supervisor.class);

    private static final Set<PluginState> OUTCOMES =
            Set.of(PluginState.READY, PluginState.BACKING_OFF, PluginState.FAILED, PluginState.STOPPED);

    /** How long the exit of a process may come after the end of its connection. */
    private static final Duration EXIT_GRACE = Duration.ofMillis(500);

    private final PluginSpec spec;
    private final Starter starter;
    private final CallGate gate;
    private final StatusBoard status;
    private final SupervisorSettings settings;
    private final BackOff backOff;
    private final ScheduledExecutorService timer;
    private final SynchronizationContext context;
    private final CompletableFuture<PluginState> firstOutcome = new CompletableFuture<>();
    private final CompletableFuture<PluginState> settled = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private @Nullable Executable executable;
    private @Nullable Incarnation current;
    private @Nullable Cancellable step;
    private @Nullable ScheduledHandle alarm;
    private String lastTrouble = "";
    private boolean launching;
    private boolean ending;
    private boolean stopping;
    private boolean quitting;

    Supervisor(
            PluginSpec spec,
            Starter starter,
            CallGate gate,
            StatusBoard status,
            SupervisorSettings settings,
            BackOff backOff,
            ScheduledExecutorService timer) {
        this.spec = spec;
        this.starter = starter;
        this.gate = gate;
        this.status = status;
        this.settings = settings;
        this.backOff = backOff;
        this.timer = timer;
        this.context = new SynchronizationContext((thread, failure) -> LOG.errorf(
                failure, "Supervising plugin %s failed; this is a bug in Assay, please report it", spec.name()));
    }

    void start() {
        context.execute(this::onAttempt);
    }

    /** Completes with the first of Ready, BackingOff, Failed and Stopped that the plugin comes to; never fails. */
    CompletionStage<PluginState> firstOutcome() {
        return firstOutcome;
    }

    /** Completes with the first of Ready, Failed and Stopped that the plugin comes to; never fails. */
    CompletionStage<PluginState> settled() {
        return settled;
    }

    /** Drains, stops the process, and completes when it is gone; never fails. */
    Uni<Void> stop() {
        return Uni.createFrom().completionStage(() -> {
            context.execute(this::onStop);
            return stopped;
        });
    }

    private void onAttempt() {
        context.throwIfNotInThisSynchronizationContext();
        if (stopping) {
            return;
        }
        Executable known = executable;
        moveTo(PluginState.INSTALLING, lastTrouble);
        step = (known == null ? starter.install(spec, progress -> {}) : starter.recheck(spec, known, progress -> {}))
                .subscribe()
                .with(item -> context.execute(() -> onInstalled(item)), f -> context.execute(() -> onTrouble(f)));
    }

    private void onInstalled(Executable item) {
        if (stopping) {
            return;
        }
        executable = item;
        item.digest().ifPresent(status::digest);
        moveTo(PluginState.STARTING, lastTrouble);
        launching = true;
        // Not kept as the step to cancel: a process that is born must come to somebody who stops it.
        Cancellable unused = starter.launch(spec, item)
                .subscribe()
                .with(
                        launched -> context.execute(() -> onLaunched(launched)),
                        failure -> context.execute(() -> onLaunchFailed(failure)));
    }

    private void onLaunchFailed(Throwable failure) {
        launching = false;
        if (stopping) {
            onDrained();
        } else {
            onTrouble(failure);
        }
    }

    private void onLaunched(Starter.Launched launched) {
        launching = false;
        PluginProcess process = launched.process();
        Incarnation incarnation = new Incarnation(process);
        current = incarnation;
        status.pid(process.pid());
        if (stopping) {
            onDrained();
            return;
        }
        step = starter.handshake(process)
                .invoke(handshake -> {
                    status.protocol(handshake.protocol());
                    process.exited().thenAccept(exit -> context.execute(() -> onEnded(incarnation, exit.describe())));
                })
                .chain(handshake -> starter.connect(spec, launched.identity(), handshake, incarnation::connected))
                .subscribe()
                .with(
                        done -> context.execute(() -> onReady(incarnation)),
                        failure -> context.execute(() -> onStartFailed(incarnation, failure)));
    }

    private void onReady(Incarnation incarnation) {
        if (incarnation != current || stopping) {
            return;
        }
        status.newGeneration();
        lastTrouble = "";
        LOG.infof("Plugin %s is Ready (process %d)", spec.name(), incarnation.pid());
        moveTo(PluginState.READY, "");
        incarnation.connection().closed().thenAccept(why -> context.execute(() -> onConnectionLost(incarnation, why)));
        incarnation.watch(new Pinger(
                incarnation.connection(),
                settings.pingInterval(),
                settings.pingTimeout(),
                settings.pingFailures(),
                timer,
                why -> context.execute(() -> onEnded(incarnation, why))));
        alarm = after(settings.steady(), backOff::reset);
        gate.open(incarnation.connection());
    }

    private void onStartFailed(Incarnation incarnation, Throwable failure) {
        if (failure instanceof CallException lost && lost.remedy() == Remedy.RESTARTING) {
            afterExit(() -> onGivenUp(incarnation, failure));
        } else {
            onGivenUp(incarnation, failure);
        }
    }

    private void onGivenUp(Incarnation incarnation, Throwable failure) {
        if (incarnation != current || stopping) {
            return;
        }
        end(incarnation, failure);
    }

    private void onConnectionLost(Incarnation incarnation, String why) {
        if (incarnation == current && !stopping) {
            gate.hold("the connection to its process " + incarnation.pid() + " was lost");
            afterExit(() -> onEnded(incarnation, "closed its connection (" + why + ")"));
        }
    }

    /** When a process dies, its connection goes first; its exit is the better reason and gets a moment to be seen. */
    private void afterExit(Runnable action) {
        ScheduledHandle unused = after(EXIT_GRACE, action);
    }

    /** @param why completes the sentence "the plugin ..." */
    private void onEnded(Incarnation incarnation, String why) {
        if (incarnation != current || stopping) {
            return;
        }
        cancelStep();
        cancelAlarm();
        String reason = "process " + incarnation.pid() + " " + why;
        gate.close("its " + reason, "it is being started again, so make the call once more");
        end(incarnation, new PluginEnded(reason));
    }

    private void end(Incarnation incarnation, Throwable failure) {
        current = null;
        ending = true;
        incarnation.end(
                Duration.ZERO,
                () -> context.execute(() -> {
                    ending = false;
                    if (quitting) {
                        onStopped();
                    } else {
                        onTrouble(failure);
                    }
                }));
    }

    private void onTrouble(Throwable failure) {
        if (stopping) {
            return;
        }
        status.processGone();
        Trouble trouble = Trouble.of(failure);
        if (trouble.permanent()) {
            LOG.errorf("Plugin %s has failed: %s", spec.name(), trouble.reason());
            moveTo(PluginState.FAILED, trouble.reason());
            gate.refuse(new CallException(
                    Remedy.CONFIGURE,
                    "tried to call plugin " + spec.name() + ", but it has failed: " + trouble.reason()));
            return;
        }
        Duration delay = backOff.nextDelay();
        LOG.warnf("Plugin %s will be started again in %d ms: %s", spec.name(), delay.toMillis(), trouble.reason());
        lastTrouble = "tried before: " + trouble.reason();
        moveTo(PluginState.BACKING_OFF, trouble.reason());
        alarm = after(delay, () -> {
            status.restarted();
            onAttempt();
        });
    }

    private void onStop() {
        if (stopping) {
            return;
        }
        stopping = true;
        cancelStep();
        cancelAlarm();
        if (status.snapshot().state() != PluginState.FAILED) {
            moveTo(PluginState.STOPPING, "");
        }
        gate.refuse(new CallException(
                Remedy.RETRY, "tried to call plugin " + spec.name() + ", but Assay is stopping; call again later"));
        if (launching) {
            return;
        }
        ScheduledHandle deadline = after(settings.drain(), this::onDrained);
        gate.whenIdle(() -> context.execute(() -> {
            deadline.cancel();
            onDrained();
        }));
    }

    private void onDrained() {
        if (quitting) {
            return;
        }
        quitting = true;
        Incarnation incarnation = current;
        current = null;
        gate.close("Assay is stopping", "call again when it is back");
        if (incarnation == null) {
            // What is being ended already says so when it is gone.
            if (!ending) {
                onStopped();
            }
        } else {
            incarnation.quit(settings.stopGrace(), timer, () -> context.execute(this::onStopped));
        }
    }

    private void onStopped() {
        status.processGone();
        if (status.snapshot().state() != PluginState.FAILED) {
            moveTo(PluginState.STOPPED, "");
        }
        stopped.complete(null);
    }

    private void moveTo(PluginState state, String reason) {
        context.throwIfNotInThisSynchronizationContext();
        status.moveTo(state, reason);
        gate.waitingFor("it is " + state.text() + (reason.isEmpty() ? "" : " (" + reason + ")"));
        LOG.debugf("Plugin %s is %s %s", spec.name(), state.text(), reason);
        if (OUTCOMES.contains(state)) {
            firstOutcome.complete(state);
            if (state != PluginState.BACKING_OFF) {
                settled.complete(state);
            }
        }
    }

    private ScheduledHandle after(Duration delay, Runnable action) {
        return context.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS, timer);
    }

    private void cancelStep() {
        Cancellable pending = step;
        step = null;
        if (pending != null) {
            pending.cancel();
        }
    }

    private void cancelAlarm() {
        ScheduledHandle pending = alarm;
        alarm = null;
        if (pending != null) {
            pending.cancel();
        }
    }
}
