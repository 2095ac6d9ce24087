package dev.assay.host.calls;

import dev.assay.host.facts.CallOutcome;
import dev.assay.host.facts.CallSubject;
import dev.assay.host.facts.EndedCall;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.text.HumanUnits;
import dev.assay.wire.PluginConnection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through a {@link CallGate}. It ends exactly once: with the plugin's answer, by its time-out, when
 * the gate fails it, or when its caller cancels. An answer that comes later is logged and dropped. Thread-safe.
 */
final class PendingCall<T> {
    private static final Logger LOG = Logger.getLogger(PendingCall.class);

    /** How long a call that lost its connection waits for the reason, which the exit of the process tells. */
    private static final Duration REASON_GRACE = Duration.ofSeconds(1);

    /** Stands for the subscription of a call that has ended, so that one which comes later is cancelled. */
    private static final Cancellable NOTHING = () -> {};

    private final CallGate gate;
    private final String plugin;
    private final Caller caller;
    private final CallSubject subject;
    private final Function<PluginConnection, Uni<T>> send;
    private final UniEmitter<? super T> emitter;
    private final Duration timeout;
    private final long deadline;
    private final ScheduledExecutorService timer;
    private final AtomicReference<CallState> state = new AtomicReference<>(CallState.WAITING);
    private final AtomicReference<Cancellable> subscription = new AtomicReference<>();
    private volatile @Nullable Future<?> reasonTimeout;
    private volatile boolean givenUp;

    /** When it was sent, by the gate's steady source of time; of no meaning before. */
    private volatile long sentAt;

    /** @param deadline when it has taken too long, by the gate's steady source of time */
    PendingCall(
            CallGate gate,
            String plugin,
            Caller caller,
            CallSubject subject,
            Function<PluginConnection, Uni<T>> send,
            UniEmitter<? super T> emitter,
            Duration timeout,
            long deadline,
            ScheduledExecutorService timer) {
        this.gate = gate;
        this.plugin = plugin;
        this.caller = caller;
        this.subject = subject;
        this.send = send;
        this.emitter = emitter;
        this.timeout = timeout;
        this.deadline = deadline;
        this.timer = timer;
    }

    /** Whether the call was sent, and its caller did not wait for the answer. */
    boolean isGivenUp() {
        return givenUp;
    }

    /** The call in words, for instance {@code run of metric m of run r}. */
    String description() {
        return subject.describe();
    }

    Caller caller() {
        return caller;
    }

    long deadline() {
        return deadline;
    }

    /** Leaves the gate when the call had ended before the gate knew it. */
    void leaveIfEnded() {
        if (state.get() == CallState.ENDED) {
            gate.onEnded(this);
        }
    }

    /** Sends the call. Throws nothing: whatever goes wrong is the failure of this call. */
    void start(PluginConnection connection) {
        sentAt = gate.now();
        if (!state.compareAndSet(CallState.WAITING, CallState.IN_FLIGHT)) {
            gate.onEnded(this);
            return;
        }
        try {
            Cancellable begun = send.apply(connection).subscribe().with(this::onAnswer, this::onFailure);
            if (!subscription.compareAndSet(null, begun)) {
                begun.cancel();
            }
        } catch (RuntimeException e) {
            fail(CallOutcome.FAILED, e);
        }
    }

    /** Ends the call because its gate does not let it through or has lost it, unless it has ended. */
    void fail(Throwable failure) {
        fail(CallOutcome.LOST, failure);
    }

    /** @param sent the outcome where it was sent; what was not sent is refused, or has timed out */
    private void fail(CallOutcome sent, Throwable failure) {
        boolean unused = end(sent, null, failure, () -> emitter.fail(failure));
    }

    /** To be called when the caller gives the call up; harmless when the call has ended. */
    void onCancelled() {
        boolean unused = end(CallOutcome.CANCELLED, null, null, () -> {});
    }

    void onTimeout() {
        String limit = HumanUnits.seconds(timeout);
        fail(
                CallOutcome.TIMED_OUT,
                state.get() == CallState.WAITING
                        ? exception(
                                Remedy.RETRY,
                                gate.waitReason(this) + " and that did not change within " + limit,
                                "look at GET /api/v1/plugins/" + plugin + ", and call again")
                        : exception(
                                Remedy.RETRY,
                                "it did not answer within " + limit + doubt(),
                                "call again, or raise the plugin's timeout or assay.call.timeout"));
    }

    private String doubt() {
        String doubt = gate.doubtAbout(this);
        return doubt.isEmpty() ? "" : ", and " + doubt;
    }

    /** A failure of this call, in the words of {@link CallGate}. */
    CallException exception(Remedy remedy, String problem, String advice) {
        return new CallException(
                remedy,
                "tried to " + subject.verb().action() + " with plugin " + plugin + ", but " + problem + "; " + advice);
    }

    private void onAnswer(T item) {
        if (!end(CallOutcome.ANSWERED, item, null, () -> emitter.complete(item))) {
            LOG.infof(
                    "A late answer of plugin %s (%s) was dropped",
                    plugin, subject.verb().action());
        }
    }

    private void onFailure(Throwable failure) {
        boolean connectionLost = failure instanceof CallException lost && lost.remedy() == Remedy.RESTARTING;
        if (connectionLost && state.get() != CallState.ENDED) {
            reasonTimeout = timer.schedule(() -> fail(failure), REASON_GRACE.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            fail(connectionLost ? CallOutcome.LOST : CallOutcome.FAILED, failure);
        }
    }

    /** Tells the caller before the next call takes the place. False when the call had ended before. */
    private boolean end(CallOutcome outcome, @Nullable T answer, @Nullable Throwable failure, Runnable tellCaller) {
        CallState before = state.getAndSet(CallState.ENDED);
        if (before == CallState.ENDED) {
            return false;
        }
        givenUp = before == CallState.IN_FLIGHT && outcome.isGivenUp();
        Future<?> pending = reasonTimeout;
        if (pending != null) {
            pending.cancel(false);
        }
        Cancellable begun = subscription.getAndSet(NOTHING);
        if (begun != null) {
            begun.cancel();
        }
        try {
            gate.tellOf(ended(before, outcome, answer, failure));
            tellCaller.run();
        } finally {
            gate.onEnded(this);
        }
        return true;
    }

    private EndedCall ended(CallState before, CallOutcome outcome, @Nullable T answer, @Nullable Throwable failure) {
        long now = gate.now();
        boolean sent = before == CallState.IN_FLIGHT;
        long begun = deadline - timeout.toNanos();
        return new EndedCall(
                subject,
                caller,
                sent || outcome != CallOutcome.LOST ? outcome : CallOutcome.REFUSED,
                answer instanceof Measurement measurement ? Optional.of(measurement) : Optional.empty(),
                Duration.ofNanos((sent ? sentAt : now) - begun),
                Duration.ofNanos(now - begun),
                failure);
    }
}
