package dev.assay.host;

import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.wire.PluginConnection;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of one plugin wait for it. Calls go through while the gate is open, up to a limit at once; further
 * ones, and all while it is closed, wait in a bounded queue, first come first served, each within its own time-out. The
 * gate outlives the plugin's processes.
 *
 * <p>Thread-safe. The lock guards the fields and is never held while a call is started or answered.
 */
final class CallGate {
    private final String plugin;
    private final int maxInFlight;
    private final int maxWaiting;
    private final Duration timeout;
    private final ScheduledExecutorService timer;

    private final Object lock = new Object();
    private final Queue<PendingCall<?>> waiting = new ArrayDeque<>();
    private final Set<PendingCall<?>> inFlight = new LinkedHashSet<>();
    private final AtomicInteger drainRequests = new AtomicInteger();
    private @Nullable PluginConnection connection;
    private @Nullable CallException refusal;
    private @Nullable Runnable onIdle;
    private String reasonToWait = "it has not been started yet";

    CallGate(String plugin, int maxInFlight, int maxWaiting, Duration timeout, ScheduledExecutorService timer) {
        this.plugin = plugin;
        this.maxInFlight = maxInFlight;
        this.maxWaiting = maxWaiting;
        this.timeout = timeout;
        this.timer = timer;
    }

    /**
     * A call through this gate. Fails with {@link CallException}, or with what the call itself fails with.
     *
     * @param what for messages, for instance {@code run a metric}
     */
    <T> Uni<T> call(String what, Function<PluginConnection, Uni<T>> call) {
        return Uni.createFrom().emitter(emitter -> {
            PendingCall<T> pending = new PendingCall<>(this, plugin, what, call, emitter, timeout);
            emitter.onTermination(pending::cancelled);
            Optional<CallException> refused = admit(pending);
            if (refused.isPresent()) {
                pending.fail(refused.get());
            } else {
                pending.startTimeout(timer);
                pending.leaveIfEnded();
                drain();
            }
        });
    }

    /** Lets calls through to this connection. */
    void open(PluginConnection newConnection) {
        synchronized (lock) {
            connection = newConnection;
            refusal = null;
        }
        drain();
    }

    /** Lets no further calls through for now; those in flight go on. In the words of {@link #close}. */
    void hold(String trouble) {
        synchronized (lock) {
            connection = null;
            reasonToWait = trouble;
        }
    }

    /**
     * Lets no further calls through and fails those in flight; those that wait go on waiting.
     *
     * @param trouble for messages, for instance {@code its process 12 exited with code 2}
     */
    void close(String trouble, String advice) {
        List<PendingCall<?>> lost;
        synchronized (lock) {
            connection = null;
            reasonToWait = trouble;
            lost = new ArrayList<>(inFlight);
        }
        lost.forEach(call -> call.fail(call.exception(Remedy.RESTARTING, trouble, advice)));
    }

    /** Says why calls wait, in the words of {@link #close}. */
    void waitingFor(String trouble) {
        synchronized (lock) {
            reasonToWait = trouble;
        }
    }

    /** Refuses all that comes and all that waits; what is in flight goes on. */
    void refuse(CallException reason) {
        List<PendingCall<?>> lost;
        synchronized (lock) {
            refusal = reason;
            lost = new ArrayList<>(waiting);
            waiting.clear();
        }
        lost.forEach(call -> call.fail(reason));
    }

    /** Runs the action once as soon as no call is in flight; at once when none is. */
    void whenIdle(Runnable action) {
        synchronized (lock) {
            if (!inFlight.isEmpty()) {
                onIdle = action;
                return;
            }
        }
        action.run();
    }

    /** How many calls are waiting or in flight. */
    int pending() {
        synchronized (lock) {
            return waiting.size() + inFlight.size();
        }
    }

    /** A call has ended, in whatever way. */
    void ended(PendingCall<?> call) {
        Runnable idle = null;
        synchronized (lock) {
            if (!inFlight.remove(call)) {
                waiting.remove(call);
            }
            if (inFlight.isEmpty()) {
                idle = onIdle;
                onIdle = null;
            }
        }
        if (idle != null) {
            idle.run();
        }
        drain();
    }

    /** Why a call that has not been let through is still waiting. */
    String reasonToWait() {
        synchronized (lock) {
            return connection != null
                    ? "it already has " + maxInFlight + " calls in flight and " + waiting.size() + " waiting"
                    : reasonToWait;
        }
    }

    private Optional<CallException> admit(PendingCall<?> call) {
        synchronized (lock) {
            if (refusal != null) {
                return Optional.of(refusal);
            }
            boolean full = waiting.size() >= maxWaiting && (connection == null || inFlight.size() >= maxInFlight);
            if (!full) {
                waiting.add(call);
                return Optional.empty();
            }
        }
        return Optional.of(call.exception(
                Remedy.RETRY,
                reasonToWait(),
                "call again later, ask for less at once, or raise assay.call.in-flight or assay.call.queue"));
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
            PluginConnection to = connection;
            if (to == null || inFlight.size() >= maxInFlight) {
                return null;
            }
            PendingCall<?> call = waiting.poll();
            if (call == null) {
                return null;
            }
            inFlight.add(call);
            return () -> call.start(to);
        }
    }
}
