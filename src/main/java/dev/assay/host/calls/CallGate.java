package dev.assay.host.calls;

import dev.assay.host.facts.CallSubject;
import dev.assay.host.facts.EndedCall;
import dev.assay.host.status.CallCounts;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Caller;
import dev.assay.wire.PluginConnection;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The gate between the callers of one plugin and its processes. While it is open, calls pass to one connection, up to a
 * limit in flight. All other calls wait in a bounded queue, each within its own time-out. The callers are served in turn.
 *
 * <p>The gate outlives the processes. Opened to another connection, it sends there what waits and what comes; the calls
 * in flight on the former connection finish there.
 *
 * <p>Thread-safe. The lock guards the fields and is never held while a call is started or answered. A {@code problem} is
 * the middle of a message, for instance {@code its process 12 exited with code 2}; an {@code advice} is its end.
 */
public final class CallGate {
    private final String plugin;
    private final ScheduledExecutorService timer;
    private final SerialTask starter = new SerialTask(this::startWaiting);

    private final Object lock = new Object();
    private final Admission admission;
    private final CallQueue calls;
    private final DeadlineTimer deadlines;
    private final Consumer<EndedCall> onEnded;
    private Duration timeout;

    /**
     * A gate at which calls wait.
     *
     * @param maxInFlight per connection
     * @param nanos by which time-outs are measured: rises steadily, from any origin
     * @param onEnded told of each call that has ended, before its caller is; neither blocks nor throws
     */
    public CallGate(
            String plugin,
            int maxInFlight,
            int maxWaiting,
            Duration timeout,
            ScheduledExecutorService timer,
            LongSupplier nanos,
            Consumer<EndedCall> onEnded) {
        this.plugin = plugin;
        this.admission = new Admission(nanos);
        this.calls = new CallQueue(maxInFlight, maxWaiting);
        this.timeout = timeout;
        this.timer = timer;
        this.deadlines = new DeadlineTimer(timer, nanos, this::failLateCalls);
        this.onEnded = onEnded;
    }

    /**
     * A call through this gate. Fails with {@link CallException}, or with what the call itself fails with.
     *
     * @param caller by whose name the places are shared out
     * @param send makes the call on a connection
     */
    public <T> Uni<T> call(Caller caller, CallSubject subject, Function<PluginConnection, Uni<T>> send) {
        return Uni.createFrom().emitter(emitter -> {
            Duration limit = timeout();
            PendingCall<T> call = new PendingCall<>(
                    this, plugin, caller, subject, send, emitter, limit, deadlines.deadline(limit), timer);
            emitter.onTermination(call::onCancelled);
            Optional<CallException> refused = admit(call);
            if (refused.isPresent()) {
                call.fail(refused.get());
            } else {
                call.leaveIfEnded();
                starter.request();
            }
        });
    }

    /** Sets the time-out of calls that come from now on. */
    public void timeout(Duration newTimeout) {
        synchronized (lock) {
            timeout = newTimeout;
        }
    }

    /** Lets calls through to this connection, and to no other. */
    public void open(PluginConnection connection) {
        synchronized (lock) {
            admission.open(connection);
        }
        starter.request();
    }

    /** Lets no further calls through to this connection for now; those in flight go on. */
    public void hold(PluginConnection connection, String problem) {
        synchronized (lock) {
            admission.shut(connection, problem);
        }
    }

    /** Lets no further calls through to this connection and fails those in flight on it; calls that wait go on waiting. */
    public void close(PluginConnection connection, String problem, String advice) {
        List<PendingCall<?>> lost;
        synchronized (lock) {
            admission.shut(connection, problem);
            lost = calls.inFlightOn(connection);
        }
        lost.forEach(call -> call.fail(call.exception(Remedy.RESTARTING, problem, advice)));
    }

    /**
     * Says why calls wait.
     *
     * @param comesUp whether a process is on its way up; otherwise calls that are not to wait fail
     */
    public void waitingFor(String problem, boolean comesUp) {
        List<PendingCall<?>> lost = List.of();
        synchronized (lock) {
            admission.waitingFor(problem, comesUp);
            if (admission.isOut()) {
                lost = calls.takeFailFast();
            }
        }
        lost.forEach(call -> call.fail(failFast(call, problem)));
    }

    /** Refuses all calls that come and all that wait; those in flight go on. */
    public void refuse(CallException reason) {
        List<PendingCall<?>> lost;
        synchronized (lock) {
            admission.refuse(reason);
            lost = calls.takeWaiting();
            stopTimerAtTheEnd();
        }
        lost.forEach(call -> call.fail(reason));
    }

    /** Refuses all calls that come, and fails all that wait and all that are in flight. */
    public void end(CallException reason, String problem, String advice) {
        refuse(reason);
        List<PendingCall<?>> lost;
        synchronized (lock) {
            lost = calls.all().toList();
        }
        lost.forEach(call -> call.fail(call.exception(Remedy.RETRY, problem, advice)));
    }

    /** From now on no call waits for a process: while the gate is not open, calls that wait and calls that come fail. */
    public void refuseWaiting(CallException reason) {
        List<PendingCall<?>> lost = List.of();
        synchronized (lock) {
            admission.refuseWaiting(reason);
            if (admission.state() != GateState.OPEN) {
                lost = calls.takeWaiting();
            }
        }
        lost.forEach(call -> call.fail(reason));
    }

    /** Takes calls in again after {@link #refuse}; until the gate is opened they wait. */
    public void accept() {
        synchronized (lock) {
            admission.accept();
        }
    }

    /** Runs the action once as soon as no call is in flight on this connection; at once when none is. */
    public void whenIdle(PluginConnection connection, Runnable action) {
        synchronized (lock) {
            Optional<Lane> busy = calls.busyLane(connection);
            if (busy.isPresent()) {
                busy.get().whenIdle(action);
                return;
            }
        }
        action.run();
    }

    /** Whether a call that comes now goes to a process, or waits for a free place there. */
    public boolean isOpen() {
        synchronized (lock) {
            return admission.state() == GateState.OPEN;
        }
    }

    /** The numbers of calls at this moment. */
    public CallCounts counts() {
        synchronized (lock) {
            Lane lane = admission.lane();
            return calls.counts(lane == null ? 0 : lane.givenUp().count());
        }
    }

    /**
     * Takes note that the connection's process may not answer, so that calls which time out can say so.
     *
     * @param remark a clause, for instance {@code its last health check has failed too}; empty when it answers again
     */
    public void doubt(PluginConnection connection, String remark) {
        synchronized (lock) {
            admission.doubt(connection, remark);
        }
    }

    /** The sum of the times that calls have been in flight on this connection; zero when the gate is not open to it. */
    public Duration busyTime(PluginConnection connection) {
        synchronized (lock) {
            return laneTo(connection)
                    .map(lane -> Duration.ofNanos(lane.busyNanos()))
                    .orElse(Duration.ZERO);
        }
    }

    /** The calls that were given up on this connection, in words; empty when there is none. */
    public Optional<String> givenUp(PluginConnection connection) {
        synchronized (lock) {
            return laneTo(connection).flatMap(lane -> lane.givenUp().describe());
        }
    }

    /** Takes note that the process of this connection works at none of the calls that were given up. */
    public void forgetGivenUp(PluginConnection connection) {
        synchronized (lock) {
            laneTo(connection).ifPresent(lane -> lane.givenUp().clear());
        }
    }

    private Optional<Lane> laneTo(PluginConnection connection) {
        return Optional.ofNullable(admission.lane()).filter(lane -> lane.isTo(connection));
    }

    /** The known faults of the process to which this call was sent, as a clause; empty when there are none. */
    String doubtAbout(PendingCall<?> call) {
        synchronized (lock) {
            return calls.laneOf(call).map(Lane::doubt).orElse("");
        }
    }

    /** The present time, by the steady source of deadlines. */
    long now() {
        return deadlines.now();
    }

    /** Tells of a call that is about to end. */
    void tellOf(EndedCall call) {
        onEnded.accept(call);
    }

    /** Takes a call out that has ended, in whatever way. */
    void onEnded(PendingCall<?> call) {
        Runnable idle;
        synchronized (lock) {
            idle = calls.remove(call);
            stopTimerAtTheEnd();
        }
        if (idle != null) {
            idle.run();
        }
        starter.request();
    }

    /** Why this call, which has not been let through, is still waiting, as a {@code problem}. */
    String waitReason(PendingCall<?> call) {
        synchronized (lock) {
            Lane lane = admission.lane();
            return lane == null
                    ? admission.waitReason()
                    : calls.describeLoad(lane, call.caller().name())
                            + (lane.doubt().isEmpty() ? "" : ", and " + lane.doubt());
        }
    }

    private Optional<CallException> admit(PendingCall<?> call) {
        synchronized (lock) {
            Optional<CallException> refused = admission.refusal();
            if (refused.isPresent()) {
                return refused;
            }
            Optional<String> noWait = noWaitReason(call);
            if (noWait.isPresent()) {
                return Optional.of(failFast(call, noWait.get()));
            }
            String caller = call.caller().name();
            if (!calls.isFull(admission.lane(), caller)) {
                deadlines.scheduleBy(call.deadline());
                calls.add(call);
                return Optional.empty();
            }
            String waiting = admission.lane() == null ? ", and " + calls.describeWaiting(caller) : "";
            return Optional.of(call.exception(
                    Remedy.RETRY,
                    waitReason(call) + waiting,
                    "call again later, ask for less at once, or raise assay.call.in-flight or assay.call.queue"));
        }
    }

    /** Why this call fails, when it is not to wait and would have to, as a {@code problem}. */
    private Optional<String> noWaitReason(PendingCall<?> call) {
        if (!call.caller().failFast()) {
            return Optional.empty();
        }
        Lane lane = admission.lane();
        if (lane == null) {
            return admission.isOut() ? Optional.of(admission.waitReason()) : Optional.empty();
        }
        if (!lane.doubt().isEmpty()) {
            return Optional.of(lane.doubt());
        }
        return calls.startsAtOnce(lane, call.caller().name()) ? Optional.empty() : Optional.of(waitReason(call));
    }

    private static CallException failFast(PendingCall<?> call, String problem) {
        return call.exception(Remedy.RETRY, problem, "call again later, or without failFast to wait");
    }

    private void failLateCalls() {
        List<PendingCall<?>> late = new ArrayList<>();
        synchronized (lock) {
            deadlines.onFired();
            long now = deadlines.now();
            calls.all().forEach(call -> {
                if (call.deadline() - now <= 0) {
                    late.add(call);
                } else {
                    deadlines.scheduleBy(call.deadline());
                }
            });
        }
        late.forEach(PendingCall::onTimeout);
    }

    private void stopTimerAtTheEnd() {
        if (admission.state() == GateState.REFUSING && calls.size() == 0) {
            deadlines.stop();
        }
    }

    private void startWaiting() {
        for (Runnable start = next(); start != null; start = next()) {
            start.run();
        }
    }

    private @Nullable Runnable next() {
        synchronized (lock) {
            Lane lane = admission.lane();
            PendingCall<?> call = lane == null ? null : calls.startNext(lane);
            return lane == null || call == null ? null : () -> call.start(lane.connection());
        }
    }

    private Duration timeout() {
        synchronized (lock) {
            return timeout;
        }
    }
}
