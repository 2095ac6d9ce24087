package dev.assay.host.instance;

import dev.assay.process.PluginProcess;
import dev.assay.process.ProcessExit;
import dev.assay.wire.PluginConnection;
import io.grpc.SynchronizationContext;
import io.grpc.SynchronizationContext.ScheduledHandle;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One process of a plugin, from its launch to its end, with what belongs to it: its connection, its health check
 * and the watch over what it uses.
 *
 * <p>Confined to the plugin's {@link SynchronizationContext}; callbacks run inside it.
 */
public final class RunningPlugin {
    private static final Logger LOG = Logger.getLogger(RunningPlugin.class);

    /** How long the exit of a process may come after the end of its connection. */
    static final Duration EXIT_GRACE = Duration.ofMillis(500);

    private final PluginProcess process;
    private final SynchronizationContext context;
    private final ScheduledExecutorService timer;
    private final BiConsumer<ProcessExit, Optional<String>> exitObserver;
    private final List<Consumer<ProcessExit>> exitActions = new ArrayList<>();

    /** Null until the process has ended. */
    private @Nullable ProcessExit exit;

    /** Why Assay ends the process; completes the sentence "the process ..."; null while it does not. */
    private @Nullable String endReason;

    private @Nullable PluginConnection connection;
    private @Nullable HealthChecker healthChecker;
    private @Nullable UsageWatch usageWatch;
    private long answersBeforeChecks;
    private boolean ending;

    /** @param exitObserver is told of the end of the process before anybody else, as {@link StartObserver#onExited} is */
    RunningPlugin(
            PluginProcess process,
            SynchronizationContext context,
            ScheduledExecutorService timer,
            BiConsumer<ProcessExit, Optional<String>> exitObserver) {
        this.process = process;
        this.context = context;
        this.timer = timer;
        this.exitObserver = exitObserver;
        process.exited().thenAccept(end -> context.execute(() -> onExited(end)));
    }

    /** Who is told of a process that is Ready. */
    public interface Observer {
        /** The connection has ended; {@link #onEnded} follows when the process does not end by itself. */
        void onDisconnected(RunningPlugin plugin);

        /**
         * Another health check in a row has failed, and more follow.
         *
         * @param checks how many in a row
         * @param last the failure, for instance {@code no answer within 10.0 s}
         */
        void onUnanswered(RunningPlugin plugin, int checks, String last);

        /** A health check was answered. */
        void onPong(Duration took);

        /** The process has answered again, after health checks that failed. */
        void onAnswered(RunningPlugin plugin);

        /**
         * The process breaks a rule for what it may use. May be told again.
         *
         * @param reason completes the sentence "the process ..."
         */
        void onMisbehaving(RunningPlugin plugin, String reason);

        /**
         * The process serves no more. May be told again with another reason, also after {@link #end}.
         *
         * @param end completes the sentence "the process ..."; goes to callers too
         */
        void onEnded(RunningPlugin plugin, String end);
    }

    public long pid() {
        return process.pid();
    }

    /** Has the action run when the process has ended; soon, when it has ended already. */
    void whenExited(Consumer<ProcessExit> action) {
        context.throwIfNotInThisSynchronizationContext();
        ProcessExit known = exit;
        if (known == null) {
            exitActions.add(action);
        } else {
            context.execute(() -> action.accept(known));
        }
    }

    private void onExited(ProcessExit known) {
        context.throwIfNotInThisSynchronizationContext();
        exit = known;
        exitObserver.accept(known, Optional.ofNullable(endReason));
        exitActions.forEach(action -> action.accept(known));
        exitActions.clear();
    }

    /**
     * The end of this process as the failure of what it was to do.
     *
     * @param end completes the sentence "the process ..."
     */
    public RuntimeException endedBecause(String end) {
        return new ProcessEndedException("process " + pid() + " " + end);
    }

    /** Takes its connection, or closes it when the process is being ended already. */
    void onConnected(PluginConnection newConnection) {
        context.throwIfNotInThisSynchronizationContext();
        if (ending) {
            newConnection.close();
        } else {
            connection = newConnection;
        }
    }

    /** The connection of a process that has been Ready. */
    public PluginConnection connection() {
        context.throwIfNotInThisSynchronizationContext();
        PluginConnection known = connection;
        if (known == null) {
            throw new IllegalStateException("tried to use the connection of process " + pid()
                    + ", but it has none yet; this is a bug in Assay, please report it");
        }
        return known;
    }

    /** Watches over a process that is Ready: its exit, its connection, its health, and these rules. To be called once. */
    public void watch(HealthSettings settings, List<UsageRule> rules, Observer observer) {
        context.throwIfNotInThisSynchronizationContext();
        PluginConnection watched = connection();
        watched.closed().thenAccept(reason -> context.execute(() -> onDisconnected(reason, observer)));
        whenExited(exit -> observer.onEnded(this, exit.brief()));
        answersBeforeChecks = watched.answers();
        healthChecker =
                new HealthChecker(watched, settings, context, timer, System::nanoTime, healthObserver(observer));
        healthChecker.start();
        usageWatch =
                new UsageWatch(process::usage, rules, context, timer, reason -> observer.onMisbehaving(this, reason));
        usageWatch.start();
    }

    private HealthChecker.Observer healthObserver(Observer observer) {
        return new HealthChecker.Observer() {
            @Override
            public void onUnanswered(int failures, String last) {
                observer.onUnanswered(RunningPlugin.this, failures, last);
            }

            @Override
            public void onAnswered() {
                observer.onAnswered(RunningPlugin.this);
            }

            @Override
            public void onPong(Duration took) {
                observer.onPong(took);
            }

            @Override
            public void onDead(String reason) {
                observer.onEnded(RunningPlugin.this, reason);
            }
        };
    }

    /**
     * Has the action run in a moment. When a process dies, its connection ends first; its exit is the better reason, and is
     * seen by then.
     */
    void afterExitGrace(Runnable action) {
        context.throwIfNotInThisSynchronizationContext();
        ScheduledHandle unused = context.schedule(action, EXIT_GRACE.toNanos(), TimeUnit.NANOSECONDS, timer);
    }

    private void onDisconnected(String reason, Observer observer) {
        context.throwIfNotInThisSynchronizationContext();
        if (ending) {
            return;
        }
        observer.onDisconnected(this);
        String end = "lost its connection (" + reason + ")";
        afterExitGrace(() -> observer.onEnded(this, end));
    }

    /** Whether it has answered a call since it is watched. */
    public boolean hasAnsweredCalls() {
        context.throwIfNotInThisSynchronizationContext();
        HealthChecker checker = healthChecker;
        return checker != null && connection().answers() - answersBeforeChecks > checker.pongs();
    }

    /**
     * Ends the process: SIGTERM, and SIGKILL after the grace; SIGKILL at once where the grace is zero.
     *
     * @param reason completes the sentence "the process ..."; the first one counts
     */
    public void end(Duration grace, String reason, Runnable onEnded) {
        context.throwIfNotInThisSynchronizationContext();
        because(reason);
        ending = true;
        if (healthChecker != null) {
            healthChecker.stop();
        }
        if (usageWatch != null) {
            usageWatch.stop();
        }
        if (connection != null) {
            connection.close();
        }
        Cancellable unused = process.stop(grace).subscribe().with(exit -> context.execute(onEnded), failure -> {
            LOG.errorf(failure, "tried to end process %d of a plugin, but that failed; end it by hand", process.pid());
            context.execute(onEnded);
        });
    }

    /**
     * Asks the plugin to end, gives it the grace to do so, and then ends it.
     *
     * @param reason completes the sentence "the process ..."; the first one counts
     */
    public void quit(Duration grace, String reason, Runnable onEnded) {
        context.throwIfNotInThisSynchronizationContext();
        because(reason);
        Cancellable unused = connection()
                .quit()
                .chain(() -> Uni.createFrom().completionStage(process::exited).replaceWithVoid())
                .ifNoItem()
                .after(grace)
                .on(timer)
                .fail()
                .subscribe()
                .with(done -> context.execute(() -> end(grace, reason, onEnded)), failure -> {
                    LOG.debugf(
                            failure,
                            "tried to ask process %d to end, but that failed; it gets a signal",
                            process.pid());
                    context.execute(() -> end(grace, reason, onEnded));
                });
    }

    private void because(String reason) {
        context.throwIfNotInThisSynchronizationContext();
        if (endReason == null) {
            endReason = reason;
        }
    }
}
