package dev.assay.host.instance;

import dev.assay.config.PluginSpec;
import dev.assay.install.Executable;
import dev.assay.log.ProcessLabel;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.process.Handshake;
import dev.assay.process.ProcessException;
import dev.assay.wire.Dialect;
import io.grpc.SynchronizationContext;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to bring a plugin up: install, launch, shake hands, connect, initialise. A plugin that refuses the cookie
 * of one {@link Dialect} is launched a second time, in the other one. The attempt ends exactly once: Ready, failed, or
 * given up. A process that it started has ended by then, unless it is Ready.
 *
 * <p>Confined to the plugin's {@link SynchronizationContext}, in which its owner is told too.
 */
public final class StartAttempt {
    /** Why a process was ended, completing the sentence "the process ...". */
    private static final String GIVEN_UP = "was ended before it was Ready, because it was not wanted any more";

    private static final String NOT_READY = "was killed, because it did not become Ready";

    private final PluginSpec spec;
    private final StartSteps steps;
    private final SynchronizationContext context;
    private final ScheduledExecutorService timer;
    private final StartObserver observer;
    private final Owner owner;
    private final StateMachine<StartState> state;

    /** The step that a give-up or a failure cancels; null while there is none. */
    private @Nullable Cancellable step;

    /** The process, from its launch on. */
    private @Nullable RunningPlugin plugin;

    /** The dialects in which the plugin was launched, in their order. */
    private final List<Dialect> dialects = new ArrayList<>();

    /** Run when nothing is left after a give-up. */
    private Runnable onGone = () -> {};

    public StartAttempt(
            PluginSpec spec,
            StartSteps steps,
            SynchronizationContext context,
            ScheduledExecutorService timer,
            StartObserver observer,
            Owner owner) {
        this.spec = spec;
        this.steps = steps;
        this.context = context;
        this.timer = timer;
        this.observer = observer;
        this.owner = owner;
        this.state = new StateMachine<>("an attempt to start " + spec.name(), StartState.NEW);
    }

    /** Who asked for the attempt. Nothing is told after {@link #onReady}, {@link #onFailed} or a give-up. */
    public interface Owner {
        /** The executable is there. The owner may give the attempt up in here. */
        void onInstalled(Executable executable);

        /** The plugin answers calls. Its process is the owner's from here on. */
        void onReady(RunningPlugin plugin);

        /** The attempt has failed, and no process is left. */
        void onFailed(Throwable failure);
    }

    /** @param known the executable that an earlier attempt installed */
    public void begin(@Nullable Executable known) {
        context.throwIfNotInThisSynchronizationContext();
        state.moveTo(StartState.INSTALLING);
        step = steps.install(spec, known, observer::onProgress)
                .subscribe()
                .with(
                        executable -> context.execute(() -> onInstalled(executable)),
                        failure -> context.execute(() -> onFailure(failure)));
    }

    /**
     * Ends the attempt, and its process where there is one: SIGTERM, and SIGKILL after the grace.
     *
     * @param whenGone run inside the context when nothing of it is left
     */
    public void giveUp(Duration grace, Runnable whenGone) {
        context.throwIfNotInThisSynchronizationContext();
        StartState before = state.state();
        state.moveTo(StartState.GIVEN_UP);
        onGone = whenGone;
        cancelStep();
        if (before == StartState.INSTALLING) {
            onGone.run();
        } else if (before == StartState.CONNECTING && plugin != null) {
            plugin.end(grace, GIVEN_UP, onGone);
        }
        // In the other states a process is being created or ended already, and its end is told then.
    }

    private void onInstalled(Executable executable) {
        context.throwIfNotInThisSynchronizationContext();
        if (!state.is(StartState.INSTALLING)) {
            return;
        }
        owner.onInstalled(executable);
        if (!state.is(StartState.INSTALLING)) {
            return;
        }
        launch(executable, steps.dialect(executable));
    }

    private boolean wereAllTried() {
        context.throwIfNotInThisSynchronizationContext();
        return dialects.size() == Dialect.values().length;
    }

    private void launch(Executable executable, Dialect dialect) {
        context.throwIfNotInThisSynchronizationContext();
        state.moveTo(StartState.LAUNCHING);
        dialects.add(dialect);
        step = null;
        // Not kept as the step to cancel: somebody must be there to stop a process that is created.
        Cancellable unused = steps.launch(spec, executable, dialect, observer.generation())
                .subscribe()
                .with(
                        launched -> context.execute(() -> onLaunched(executable, launched)),
                        failure -> context.execute(() -> onLaunchFailure(failure)));
    }

    private void onLaunchFailure(Throwable failure) {
        context.throwIfNotInThisSynchronizationContext();
        if (state.is(StartState.GIVEN_UP)) {
            onGone.run();
        } else {
            onFailure(failure);
        }
    }

    private void onLaunched(Executable executable, StartSteps.Launched launched) {
        context.throwIfNotInThisSynchronizationContext();
        boolean last = wereAllTried();
        RunningPlugin started = new RunningPlugin(launched.process(), context, timer, (exit, endedBecause) -> {
            if (last || !exit.refusesCookie()) {
                observer.onExited(exit, endedBecause);
            }
        });
        plugin = started;
        if (state.is(StartState.GIVEN_UP)) {
            started.end(Duration.ZERO, GIVEN_UP, onGone);
            return;
        }
        state.moveTo(StartState.CONNECTING);
        observer.onLaunched(started.pid(), launched.process()::usage);
        step = steps.handshake(launched.process())
                .invoke(handshake -> context.execute(() -> onHandshake(executable, launched.dialect(), handshake)))
                .chain(handshake -> steps.connect(
                        spec,
                        launched,
                        handshake,
                        connection -> context.execute(() -> started.onConnected(connection))))
                .subscribe()
                .with(
                        done -> context.execute(() -> onInitialized(started, launched.label())),
                        failure -> context.execute(() -> onConnectFailure(executable, failure)));
    }

    private void onHandshake(Executable executable, Dialect dialect, Handshake handshake) {
        context.throwIfNotInThisSynchronizationContext();
        RunningPlugin started = plugin;
        if (state.is(StartState.CONNECTING) && started != null) {
            steps.rememberDialect(spec, executable, dialect);
            observer.onHandshake(dialect.nameOf(handshake.protocol()));
            started.whenExited(exit -> onFailure(started.endedBecause(exit.describe())));
        }
    }

    private void onInitialized(RunningPlugin started, ProcessLabel label) {
        context.throwIfNotInThisSynchronizationContext();
        if (state.is(StartState.CONNECTING)) {
            label.ready(observer.generation());
            state.moveTo(StartState.READY);
            owner.onReady(started);
        }
    }

    private void onConnectFailure(Executable executable, Throwable failure) {
        context.throwIfNotInThisSynchronizationContext();
        if (failure instanceof ProcessException refused && refused.isCookieRefused() && !wereAllTried()) {
            endProcess(() -> onRefusingProcessEnded(executable));
        } else if (failure instanceof CallException lost && lost.remedy() == Remedy.RESTARTING && plugin != null) {
            plugin.afterExitGrace(() -> onFailure(failure));
        } else {
            onFailure(failure);
        }
    }

    private void onFailure(Throwable failure) {
        context.throwIfNotInThisSynchronizationContext();
        switch (state.state()) {
            case INSTALLING, LAUNCHING -> {
                state.moveTo(StartState.FAILED);
                owner.onFailed(failure);
            }
            case CONNECTING -> endProcess(() -> onFailedProcessEnded(failure));
            case NEW, ENDING, READY, FAILED, GIVEN_UP -> {
                // A late consequence of an end that is known.
            }
        }
    }

    /** Ends the process where it is still wanted. */
    private void endProcess(Runnable onEnded) {
        context.throwIfNotInThisSynchronizationContext();
        if (state.is(StartState.CONNECTING) && plugin != null) {
            state.moveTo(StartState.ENDING);
            cancelStep();
            plugin.end(Duration.ZERO, NOT_READY, onEnded);
        }
    }

    private void onRefusingProcessEnded(Executable executable) {
        context.throwIfNotInThisSynchronizationContext();
        if (state.is(StartState.GIVEN_UP)) {
            onGone.run();
        } else {
            launch(executable, dialects.get(0).other());
        }
    }

    private void onFailedProcessEnded(Throwable failure) {
        context.throwIfNotInThisSynchronizationContext();
        if (state.is(StartState.GIVEN_UP)) {
            onGone.run();
        } else {
            state.moveTo(StartState.FAILED);
            owner.onFailed(failure);
        }
    }

    private void cancelStep() {
        context.throwIfNotInThisSynchronizationContext();
        Cancellable pending = step;
        step = null;
        if (pending != null) {
            pending.cancel();
        }
    }
}
