package dev.assay.host.slot;

import dev.assay.host.calls.CallGate;
import dev.assay.process.ProcessUsage;
import dev.assay.text.HumanUnits;
import dev.assay.wire.PluginConnection;
import io.grpc.SynchronizationContext;
import io.grpc.SynchronizationContext.ScheduledHandle;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The watch over a process whose callers have given calls up. It reports a process that goes on burning processor time
 * for them. Each call in flight explains one busy processor, and what is above that counts as burnt.
 *
 * <p>Confined to the slot's {@link SynchronizationContext}.
 */
final class GivenUpWatch {
    /** Samples are taken every two seconds. */
    static final Duration INTERVAL = Duration.ofSeconds(2);

    /** So many processors above the calls in flight are a sign of work for nobody. */
    private static final double BURNT = 0.5;

    /** Garbage collectors make a busy process use more processors than it has calls in flight. */
    private static final double OVERHEAD = 1.5;

    /** A process that uses no more works at nothing. */
    private static final double QUIET = 0.1;

    private final Supplier<Optional<ProcessUsage>> usage;
    private final CallGate gate;
    private final PluginConnection connection;
    private final Duration limit;
    private final SynchronizationContext context;
    private final ScheduledExecutorService timer;
    private final Consumer<String> onBurning;
    private @Nullable ProcessUsage last;
    private Duration lastBusy = Duration.ZERO;
    private Duration burning = Duration.ZERO;
    private @Nullable ScheduledHandle nextLook;

    /**
     * @param usage gives the latest sample
     * @param limit how long a process may burn processor time
     * @param onBurning run inside the context with the reason, which completes the sentence "the process ..."; may be run
     *     again
     */
    GivenUpWatch(
            Supplier<Optional<ProcessUsage>> usage,
            CallGate gate,
            PluginConnection connection,
            Duration limit,
            SynchronizationContext context,
            ScheduledExecutorService timer,
            Consumer<String> onBurning) {
        this.usage = usage;
        this.gate = gate;
        this.connection = connection;
        this.limit = limit;
        this.context = context;
        this.timer = timer;
        this.onBurning = onBurning;
    }

    void start() {
        context.throwIfNotInThisSynchronizationContext();
        nextLook = context.schedule(this::look, INTERVAL.toNanos(), TimeUnit.NANOSECONDS, timer);
    }

    /** May be called again. */
    void stop() {
        context.throwIfNotInThisSynchronizationContext();
        if (nextLook != null) {
            nextLook.cancel();
        }
    }

    private void look() {
        context.throwIfNotInThisSynchronizationContext();
        // First, so that the report can stop the watch.
        start();
        ProcessUsage sample = usage.get().orElse(null);
        ProcessUsage before = last;
        if (sample == null || (before != null && sample.age().equals(before.age()))) {
            return;
        }
        Duration busyNow = gate.busyTime(connection);
        Duration busy = busyNow.minus(lastBusy);
        lastBusy = busyNow;
        last = sample;
        if (before != null) {
            compare(sample.age().minus(before.age()), sample.cpuTime().minus(before.cpuTime()), busy);
        }
    }

    private void compare(Duration time, Duration cpu, Duration busy) {
        double processors = ratio(cpu, time);
        double explained = ratio(busy, time);
        Optional<String> calls = gate.givenUp(connection);
        if (calls.isEmpty() || processors < QUIET) {
            gate.forgetGivenUp(connection);
            burning = Duration.ZERO;
            return;
        }
        boolean burns = processors - explained >= BURNT && processors >= OVERHEAD * explained;
        burning = burns ? burning.plus(time) : Duration.ZERO;
        if (burning.compareTo(limit) >= 0) {
            String reason = String.format(
                    Locale.ROOT,
                    "used %.1f processors for %s after its callers had given up %s",
                    processors,
                    HumanUnits.duration(burning),
                    calls.get());
            burning = Duration.ZERO;
            onBurning.accept(reason);
        }
    }

    private static double ratio(Duration part, Duration whole) {
        return (double) part.toNanos() / Math.max(1, whole.toNanos());
    }
}
