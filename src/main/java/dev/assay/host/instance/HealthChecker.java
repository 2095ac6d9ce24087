package dev.assay.host.instance;

import dev.assay.text.HumanUnits;
import dev.assay.wire.PluginConnection;
import io.grpc.SynchronizationContext;
import io.grpc.SynchronizationContext.ScheduledHandle;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The health check of one connection. It sends one ping at a time, an interval after the last one. It reports each one
 * that fails, the first one that is answered after that, and once that several in a row have failed. Any other answer
 * that comes while a ping waits is a sign of life too: a plugin whose workers are all busy has none left for the ping.
 *
 * <p>Confined to the plugin's {@link SynchronizationContext}.
 */
final class HealthChecker {
    private final PluginConnection connection;
    private final HealthSettings settings;
    private final SynchronizationContext context;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanos;
    private final Observer observer;
    private final StateMachine<HealthState> state = new StateMachine<>("a health checker", HealthState.NEW);

    /**
     * Counted when a pong arrives, as the connection counts its answers, and not when it is handled. That the plugin does not
     * serve is an answer, too.
     */
    private final AtomicLong pongs = new AtomicLong();

    private int failures;
    private @Nullable ScheduledHandle nextCheck;
    private @Nullable Cancellable ping;

    /** Who is told, inside the context. */
    interface Observer {
        /**
         * Another check in a row has failed, and more follow.
         *
         * @param failures how many in a row
         * @param last the failure, for instance {@code no answer within 10.0 s}
         */
        void onUnanswered(int failures, String last);

        /** A check, or a call meanwhile, was answered after some that were not. */
        void onAnswered();

        /** A check was answered. */
        void onPong(Duration took);

        /**
         * Too many checks in a row have failed, and none follows.
         *
         * @param reason completes the sentence "the process ..."
         */
        void onDead(String reason);
    }

    HealthChecker(
            PluginConnection connection,
            HealthSettings settings,
            SynchronizationContext context,
            ScheduledExecutorService timer,
            LongSupplier nanos,
            Observer observer) {
        this.connection = connection;
        this.settings = settings;
        this.context = context;
        this.timer = timer;
        this.nanos = nanos;
        this.observer = observer;
    }

    void start() {
        context.throwIfNotInThisSynchronizationContext();
        scheduleCheck();
    }

    /** May be called again. */
    void stop() {
        context.throwIfNotInThisSynchronizationContext();
        if (state.is(HealthState.STOPPED)) {
            return;
        }
        state.moveTo(HealthState.STOPPED);
        if (nextCheck != null) {
            nextCheck.cancel();
        }
        if (ping != null) {
            ping.cancel();
        }
    }

    /** How many of the connection's answers were answers to pings. */
    long pongs() {
        return pongs.get();
    }

    private void scheduleCheck() {
        context.throwIfNotInThisSynchronizationContext();
        state.moveTo(HealthState.WAITING);
        nextCheck = context.schedule(this::check, settings.interval().toNanos(), TimeUnit.NANOSECONDS, timer);
    }

    /** Whatever goes wrong in here, such as memory that is short for a moment, must not end the checks. */
    private void check() {
        context.throwIfNotInThisSynchronizationContext();
        state.moveTo(HealthState.PINGING);
        try {
            sendPing();
        } catch (RuntimeException | Error e) {
            scheduleCheck();
            throw e;
        }
    }

    private void sendPing() {
        context.throwIfNotInThisSynchronizationContext();
        long answersBefore = connection.answers();
        long sent = nanos.getAsLong();
        ping = connection
                .ping()
                .ifNoItem()
                .after(settings.timeout())
                .on(timer)
                .fail()
                .subscribe()
                .with(
                        pong -> {
                            pongs.incrementAndGet();
                            Duration took = Duration.ofNanos(nanos.getAsLong() - sent);
                            context.execute(() -> onPong(took));
                        },
                        failure -> {
                            if (!(failure instanceof TimeoutException) && connection.answers() != answersBefore) {
                                pongs.incrementAndGet();
                            }
                            context.execute(() -> onFailure(failure, answersBefore));
                        });
    }

    private void onPong(Duration took) {
        context.throwIfNotInThisSynchronizationContext();
        if (state.is(HealthState.PINGING)) {
            observer.onPong(took);
            onAnswered();
        }
    }

    private void onFailure(Throwable failure, long answersBefore) {
        context.throwIfNotInThisSynchronizationContext();
        if (!state.is(HealthState.PINGING)) {
            return;
        }
        boolean otherAnswer = failure instanceof TimeoutException && connection.answers() != answersBefore;
        if (otherAnswer) {
            onAnswered();
            return;
        }
        failures++;
        String last = failure instanceof TimeoutException
                ? "no answer within " + HumanUnits.seconds(settings.timeout())
                : String.valueOf(failure.getMessage());
        if (failures < settings.maxFailures()) {
            scheduleCheck();
            observer.onUnanswered(failures, last);
            return;
        }
        state.moveTo(HealthState.STOPPED);
        observer.onDead("failed " + settings.maxFailures() + " health checks in a row (the last: " + last
                + "), so it was killed");
    }

    private void onAnswered() {
        context.throwIfNotInThisSynchronizationContext();
        boolean again = failures > 0;
        failures = 0;
        scheduleCheck();
        if (again) {
            observer.onAnswered();
        }
    }
}
