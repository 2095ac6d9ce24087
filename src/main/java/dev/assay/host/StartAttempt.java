package dev.assay.host;

import dev.assay.config.PluginSpec;
import dev.assay.install.Executable;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import io.grpc.SynchronizationContext;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to bring a plugin up: install, launch, hand-shake, connect, initialise. It ends exactly once: Ready, failed,
 * or given up; a process that it started is gone by then, unless it is Ready.
 *
 * <p>Confined to the slot's {@link SynchronizationContext}: every method is called inside it, and the owner is told there.
 */
final class StartAttempt {
    /** How long the exit of a process may come after the end of its connection. */
    static final Duration EXIT_GRACE = Duration.ofMillis(500);

    private final PluginSpec spec;
    private final StartSteps starter;
    private final SynchronizationContext context;
    private final ScheduledExecutorService timer;
    private final Owner owner;

    private @Nullable Cancellable step;
    private @Nullable RunningPlugin incarnation;
    private @Nullable Runnable givenUp;
    private boolean launching;
    private boolean over;

    StartAttempt(
            PluginSpec spec,
            StartSteps starter,
            SynchronizationContext context,
            ScheduledExecutorService timer,
            Owner owner) {
        this.spec = spec;
        this.starter = starter;
        this.context = context;
        this.timer = timer;
        this.owner = owner;
    }

    /** Who asked for the attempt. Told in this order, and nothing after {@link #ready}, {@link #failed} or a give-up. */
    interface Owner {
        void progress(PluginProgress progress);

        /** May give the attempt up. */
        void installed(Executable executable);

        void launched(long pid);

        void handshaken(String protocol);

        /** The process is the owner's from here on. */
        void ready(RunningPlugin incarnation);

        /** No process is left. */
        void failed(Throwable failure);
    }

    /** @param known what an earlier attempt installed */
    void begin(@Nullable Executable known) {
        step = starter.install(spec, known, owner::progress)
                .subscribe()
                .with(item -> context.execute(() -> onInstalled(item)), f -> context.execute(() -> onFailed(f)));
    }

    /**
     * Ends the attempt, and its process where there is one: SIGTERM, and SIGKILL after the grace.
     *
     * @param gone run inside the context when nothing of it is left
     */
    void giveUp(Duration grace, Runnable gone) {
        givenUp = gone;
        cancelStep();
        if (over || launching) {
            // What is being ended, or born, says so when it is gone.
            return;
        }
        over = true;
        RunningPlugin started = incarnation;
        if (started == null) {
            gone.run();
        } else {
            started.end(grace, () -> context.execute(gone));
        }
    }

    private void onInstalled(Executable item) {
        if (givenUp != null) {
            return;
        }
        owner.installed(item);
        if (givenUp != null) {
            return;
        }
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
        Runnable gone = givenUp;
        if (gone != null) {
            over = true;
            gone.run();
        } else {
            onFailed(failure);
        }
    }

    private void onLaunched(StartSteps.Launched launched) {
        launching = false;
        RunningPlugin born = new RunningPlugin(launched.process());
        incarnation = born;
        Runnable gone = givenUp;
        if (gone != null) {
            over = true;
            born.end(Duration.ZERO, () -> context.execute(gone));
            return;
        }
        owner.launched(born.pid());
        step = starter.handshake(launched.process())
                .invoke(handshake -> {
                    context.execute(() -> owner.handshaken(handshake.protocol()));
                    born.exited().thenAccept(exit -> context.execute(() -> onFailed(born.ended(exit.describe()))));
                })
                .chain(handshake -> starter.connect(spec, launched.identity(), handshake, born::connected))
                .subscribe()
                .with(done -> context.execute(() -> onReady(born)), failure -> context.execute(() -> onLost(failure)));
    }

    private void onReady(RunningPlugin born) {
        if (!over) {
            over = true;
            owner.ready(born);
        }
    }

    /** When a process dies, its connection goes first; its exit is the better reason and gets a moment to be seen. */
    private void onLost(Throwable failure) {
        if (failure instanceof CallException lost && lost.remedy() == Remedy.RESTARTING) {
            SynchronizationContext.ScheduledHandle unused =
                    context.schedule(() -> onFailed(failure), EXIT_GRACE.toNanos(), TimeUnit.NANOSECONDS, timer);
        } else {
            onFailed(failure);
        }
    }

    private void onFailed(Throwable failure) {
        if (over) {
            return;
        }
        over = true;
        cancelStep();
        RunningPlugin started = incarnation;
        if (started == null) {
            owner.failed(failure);
            return;
        }
        started.end(
                Duration.ZERO,
                () -> context.execute(() -> {
                    Runnable gone = givenUp;
                    if (gone != null) {
                        gone.run();
                    } else {
                        owner.failed(failure);
                    }
                }));
    }

    private void cancelStep() {
        Cancellable pending = step;
        step = null;
        if (pending != null) {
            pending.cancel();
        }
    }
}
