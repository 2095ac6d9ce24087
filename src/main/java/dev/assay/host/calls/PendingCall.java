package dev.assay.host.calls;

import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.wire.PluginConnection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through a {@link CallGate}. It ends exactly once: with the plugin's answer, by its time-out, when
 * the gate fails it, or when its caller cancels; whatever comes after that is logged and dropped.
 */
final class PendingCall<T> {
    private static final Logger LOG = Logger.getLogger(PendingCall.class);

    /** How long a call that lost its connection waits for the reason, which the exit of the process tells. */
    private static final Duration REASON_GRACE = Duration.ofSeconds(1);

    private static final Cancellable NOTHING = () -> {};

    private final CallGate gate;
    private final String plugin;
    private final String what;
    private final Function<PluginConnection, Uni<T>> call;
    private final UniEmitter<? super T> emitter;
    private final Duration timeout;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicReference<Cancellable> upstream = new AtomicReference<>();
    private final long deadline;
    private final ScheduledExecutorService timer;
    private volatile @Nullable Future<?> reasonAlarm;
    private volatile boolean started;

    PendingCall(
            CallGate gate,
            String plugin,
            String what,
            Function<PluginConnection, Uni<T>> call,
            UniEmitter<? super T> emitter,
            Duration timeout,
            long deadline,
            ScheduledExecutorService timer) {
        this.gate = gate;
        this.plugin = plugin;
        this.what = what;
        this.call = call;
        this.emitter = emitter;
        this.timeout = timeout;
        this.deadline = deadline;
        this.timer = timer;
    }

    /** When it has taken too long, by the gate's steady source of time. */
    long deadline() {
        return deadline;
    }

    /** A call may have ended before it came to the gate, which then did not know it yet. */
    void leaveIfEnded() {
        if (ended.get()) {
            gate.ended(this);
        }
    }

    /** Throws nothing: whatever goes wrong is the failure of this call. */
    void start(PluginConnection connection) {
        if (ended.get()) {
            gate.ended(this);
            return;
        }
        started = true;
        try {
            Cancellable subscription = call.apply(connection).subscribe().with(this::answered, this::lost);
            if (!upstream.compareAndSet(null, subscription)) {
                subscription.cancel();
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** Ends the call with this failure, unless it has ended. */
    void fail(Throwable failure) {
        end(() -> emitter.fail(failure));
    }

    /** The caller gave the call up, or it has ended. */
    void cancelled() {
        end(() -> {});
    }

    CallException exception(Remedy remedy, String trouble, String advice) {
        return new CallException(
                remedy, "tried to " + what + " with plugin " + plugin + ", but " + trouble + "; " + advice);
    }

    private void answered(T item) {
        if (!end(() -> emitter.complete(item))) {
            LOG.infof("A late answer of plugin %s (%s) was dropped", plugin, what);
        }
    }

    private void lost(Throwable failure) {
        boolean connectionLost = failure instanceof CallException lost && lost.remedy() == Remedy.RESTARTING;
        if (connectionLost && !ended.get()) {
            reasonAlarm = timer.schedule(() -> fail(failure), REASON_GRACE.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            fail(failure);
        }
    }

    void timedOut() {
        String seconds = timeout.toMillis() / 1000.0 + " s";
        fail(
                started
                        ? exception(
                                Remedy.RETRY,
                                "it did not answer within " + seconds,
                                "call again, or raise the plugin's timeout or assay.call.timeout")
                        : exception(
                                Remedy.RETRY,
                                gate.reasonToWait() + " and that did not change within " + seconds,
                                "look at GET /api/v1/plugins/" + plugin + ", and call again"));
    }

    /** The caller hears of the end before the next call takes the place. */
    private boolean end(Runnable tell) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        cancel(reasonAlarm);
        Cancellable subscription = upstream.getAndSet(NOTHING);
        if (subscription != null) {
            subscription.cancel();
        }
        try {
            tell.run();
        } finally {
            gate.ended(this);
        }
        return true;
    }

    private static void cancel(@Nullable Future<?> pending) {
        if (pending != null) {
            pending.cancel(false);
        }
    }
}
