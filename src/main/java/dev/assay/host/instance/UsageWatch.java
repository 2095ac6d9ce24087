package dev.assay.host.instance;

import dev.assay.process.ProcessUsage;
import io.grpc.SynchronizationContext;
import io.grpc.SynchronizationContext.ScheduledHandle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The watch over what one process and its descendants use. It shows each new sample once to each rule, and reports the
 * breaches.
 *
 * <p>Confined to the plugin's {@link SynchronizationContext}.
 */
final class UsageWatch {
    /** Samples are taken every two seconds. */
    static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Supplier<Optional<ProcessUsage>> usage;
    private final List<UsageRule> rules;
    private final SynchronizationContext context;
    private final ScheduledExecutorService timer;
    private final Consumer<String> onBreach;

    /** The age of the process at the sample that was looked at last. */
    private Duration age = Duration.ZERO;

    private @Nullable ScheduledHandle nextLook;

    /**
     * @param usage gives the latest sample
     * @param onBreach run inside the context with the reason, which completes the sentence "the process ..."; may be run
     *     again
     */
    UsageWatch(
            Supplier<Optional<ProcessUsage>> usage,
            List<UsageRule> rules,
            SynchronizationContext context,
            ScheduledExecutorService timer,
            Consumer<String> onBreach) {
        this.usage = usage;
        this.rules = rules;
        this.context = context;
        this.timer = timer;
        this.onBreach = onBreach;
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
        context.throwIfNotInThisSynchronizationContext();
        age = sample.age();
        rules.forEach(rule -> rule.breach(sample).ifPresent(onBreach));
    }
}
