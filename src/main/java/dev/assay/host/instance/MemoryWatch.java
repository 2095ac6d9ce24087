package dev.assay.host.instance;

import dev.assay.process.ProcessUsage;
import dev.assay.text.HumanUnits;
import io.grpc.SynchronizationContext;
import io.grpc.SynchronizationContext.ScheduledHandle;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The watch over the memory of one process and its descendants. It looks at each new sample, and reports when several in
 * a row are above the limit; once more for each further row of so many.
 *
 * <p>Confined to the plugin's {@link SynchronizationContext}.
 */
final class MemoryWatch {
    /** Samples are taken every two seconds. */
    static final Duration INTERVAL = Duration.ofSeconds(2);

    /** A garbage collector may need memory above the limit for a moment. */
    static final int ROW = 3;

    private final Supplier<Optional<ProcessUsage>> usage;
    private final long limitBytes;
    private final SynchronizationContext context;
    private final ScheduledExecutorService timer;
    private final Consumer<String> onAbove;

    /** Of the sample that was looked at last. */
    private Duration age = Duration.ZERO;

    private int above;
    private @Nullable ScheduledHandle nextLook;

    /**
     * @param usage gives the latest sample
     * @param onAbove run inside the context with the reason, which completes the sentence "the process ..."
     */
    MemoryWatch(
            Supplier<Optional<ProcessUsage>> usage,
            long limitBytes,
            SynchronizationContext context,
            ScheduledExecutorService timer,
            Consumer<String> onAbove) {
        this.usage = usage;
        this.limitBytes = limitBytes;
        this.context = context;
        this.timer = timer;
        this.onAbove = onAbove;
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
        usage.get().filter(sample -> !sample.age().equals(age)).ifPresent(this::look);
    }

    private void look(ProcessUsage sample) {
        age = sample.age();
        above = sample.residentBytes() > limitBytes ? above + 1 : 0;
        if (above == ROW) {
            above = 0;
            onAbove.accept("uses " + HumanUnits.bytes(sample.residentBytes()) + " of memory, more than its limit of "
                    + HumanUnits.bytes(limitBytes));
        }
    }
}
