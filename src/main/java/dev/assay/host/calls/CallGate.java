package dev.assay.host.calls;

import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.wire.PluginConnection;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of one plugin wait for it. Calls go through while the gate is open, up to a limit at once; further
 * ones, and all while it is closed, wait in a bounded queue, first come first served, each within its own time-out. The
 * gate outlives the plugin's processes: opened to another connection, it sends that way what waits and what comes, while
 * the calls in flight on the former one finish there.
 *
 * <p>Thread-safe. The lock guards the fields and is never held while a call is started or answered.
 */
public final class CallGate {
    private final String plugin;
    private final int maxInFlight;
    private final int maxWaiting;
    private final ScheduledExecutorService timer;
    private final CallAlarm alarm;

    private final Object lock = new Object();
    private final Queue<PendingCall<?>> waiting = new ArrayDeque<>();
    private final Map<PendingCall<?>, Lane> inFlight = new LinkedHashMap<>();
    private final AtomicInteger drainRequests = new AtomicInteger();
    private Duration timeout;
    private @Nullable Lane open;
    private @Nullable CallException refusal;
    private @Nullable CallException impatience;
    private String reasonToWait = "it has not been started yet";

    /** @param nanos by which time-outs are measured: rises steadily, from any origin */
    public CallGate(
            String plugin,
            int maxInFlight,
            int maxWaiting,
            Duration timeout,
            ScheduledExecutorService timer,
            LongSupplier nanos) {
        this.plugin = plugin;
        this.maxInFlight = maxInFlight;
        this.maxWaiting = maxWaiting;
        this.timeout = timeout;
        this.timer = timer;
        this.alarm = new CallAlarm(timer, nanos, this::failLateCalls);
    }

    /**
     * A call through this gate. Fails with {@link CallException}, or with what the call itself fails with.
     *
     * @param what for messages, for instance {@code run a metric}
     */
    public <T> Uni<T> call(String what, Function<PluginConnection, Uni<T>> call) {
        return Uni.createFrom().emitter(emitter -> {
            Duration limit = timeout();
            PendingCall<T> pending =
                    new PendingCall<>(this, plugin, what, call, emitter, limit, alarm.deadline(limit), timer);
            emitter.onTermination(pending::cancelled);
            Optional<CallException> refused = admit(pending);
            if (refused.isPresent()) {
                pending.fail(refused.get());
            } else {
                pending.leaveIfEnded();
                drain();
            }
        });
    }

    /** The time-out of calls that come from now on. */
    public void timeout(Duration newTimeout) {
        synchronized (lock) {
            timeout = newTimeout;
        }
    }

    /** Lets calls through to this connection, and to no other. */
    public void open(PluginConnection connection) {
        synchronized (lock) {
            open = new Lane(connection);
            refusal = null;
        }
        drain();
    }

    /** Lets no further calls through to this connection for now; those in flight go on. In the words of {@link #close}. */
    public void hold(PluginConnection connection, String trouble) {
        synchronized (lock) {
            shut(connection, trouble);
        }
    }

    /**
     * Lets no further calls through to this connection and fails those in flight on it; those that wait go on waiting.
     *
     * @param trouble for messages, for instance {@code its process 12 exited with code 2}
     */
    public void close(PluginConnection connection, String trouble, String advice) {
        List<PendingCall<?>> lost = new ArrayList<>();
        synchronized (lock) {
            shut(connection, trouble);
            inFlight.forEach((call, lane) -> {
                if (lane.connection == connection) {
                    lost.add(call);
                }
            });
        }
        lost.forEach(call -> call.fail(call.exception(Remedy.RESTARTING, trouble, advice)));
    }

    /** Says why calls wait, in the words of {@link #close}. */
    public void waitingFor(String trouble) {
        synchronized (lock) {
            reasonToWait = trouble;
        }
    }

    /** Refuses all that comes and all that waits; what is in flight goes on. */
    public void refuse(CallException reason) {
        List<PendingCall<?>> lost;
        synchronized (lock) {
            refusal = reason;
            lost = new ArrayList<>(waiting);
            waiting.clear();
            stopAlarmAtTheEnd();
        }
        lost.forEach(call -> call.fail(reason));
    }

    /** From now on nothing waits for a plugin that is not there: what does so is refused, and what comes. */
    public void waitNoMore(CallException reason) {
        List<PendingCall<?>> lost = List.of();
        synchronized (lock) {
            impatience = reason;
            if (open == null) {
                lost = new ArrayList<>(waiting);
                waiting.clear();
                stopAlarmAtTheEnd();
            }
        }
        lost.forEach(call -> call.fail(reason));
    }

    /** Takes calls in again after {@link #refuse}; until the gate is opened they wait. */
    public void accept() {
        synchronized (lock) {
            refusal = null;
        }
    }

    /** Runs the action once as soon as no call is in flight on this connection; at once when none is. */
    public void whenIdle(PluginConnection connection, Runnable action) {
        synchronized (lock) {
            Optional<Lane> busy = inFlight.values().stream()
                    .filter(lane -> lane.connection == connection)
                    .findFirst();
            if (busy.isPresent()) {
                busy.get().onIdle = action;
                return;
            }
        }
        action.run();
    }

    /** How many calls are waiting or in flight. */
    public int pending() {
        synchronized (lock) {
            return waiting.size() + inFlight.size();
        }
    }

    /** A call has ended, in whatever way. */
    void ended(PendingCall<?> call) {
        Runnable idle = null;
        synchronized (lock) {
            Lane lane = inFlight.remove(call);
            if (lane == null) {
                waiting.remove(call);
            } else if (--lane.calls == 0) {
                idle = lane.onIdle;
                lane.onIdle = null;
            }
            stopAlarmAtTheEnd();
        }
        if (idle != null) {
            idle.run();
        }
        drain();
    }

    /** Why a call that has not been let through is still waiting. */
    String reasonToWait() {
        synchronized (lock) {
            return open != null
                    ? "it already has " + maxInFlight + " calls in flight and " + waiting.size() + " waiting"
                    : reasonToWait;
        }
    }

    private Optional<CallException> admit(PendingCall<?> call) {
        synchronized (lock) {
            if (refusal != null) {
                return Optional.of(refusal);
            }
            if (open == null && impatience != null) {
                return Optional.of(impatience);
            }
            boolean full = waiting.size() >= maxWaiting && (open == null || open.calls >= maxInFlight);
            if (!full) {
                alarm.setFor(call.deadline());
                waiting.add(call);
                return Optional.empty();
            }
        }
        return Optional.of(call.exception(
                Remedy.RETRY,
                reasonToWait(),
                "call again later, ask for less at once, or raise assay.call.in-flight or assay.call.queue"));
    }

    private void failLateCalls() {
        List<PendingCall<?>> late = new ArrayList<>();
        synchronized (lock) {
            alarm.rang();
            long now = alarm.now();
            Stream.concat(waiting.stream(), inFlight.keySet().stream()).forEach(call -> {
                if (call.deadline() - now <= 0) {
                    late.add(call);
                } else {
                    alarm.setFor(call.deadline());
                }
            });
        }
        late.forEach(PendingCall::timedOut);
    }

    private void stopAlarmAtTheEnd() {
        if (refusal != null && waiting.isEmpty() && inFlight.isEmpty()) {
            alarm.stop();
        }
    }

    /** Starts what may start. A call that ends while it is started asks for one more turn rather than nesting. */
    private void drain() {
        if (drainRequests.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        while (missed != 0) {
            Runnable start = next();
            while (start != null) {
                start.run();
                start = next();
            }
            missed = drainRequests.addAndGet(-missed);
        }
    }

    private @Nullable Runnable next() {
        synchronized (lock) {
            Lane to = open;
            if (to == null || to.calls >= maxInFlight) {
                return null;
            }
            PendingCall<?> call = waiting.poll();
            if (call == null) {
                return null;
            }
            to.calls++;
            inFlight.put(call, to);
            return () -> call.start(to.connection);
        }
    }

    private void shut(PluginConnection connection, String trouble) {
        if (open != null && open.connection == connection) {
            open = null;
            reasonToWait = trouble;
        }
    }

    private Duration timeout() {
        synchronized (lock) {
            return timeout;
        }
    }

    /** A connection and how many calls are in flight on it; guarded by the lock. */
    private static final class Lane {
        private final PluginConnection connection;
        private int calls;
        private @Nullable Runnable onIdle;

        Lane(PluginConnection connection) {
            this.connection = connection;
        }
    }
}
