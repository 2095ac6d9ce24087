package dev.assay.measure.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Signs that something has changed, for any number of readers. A reader looks itself for what is new, so one sign that it
 * has not read stands for all that came since. Thread-safe.
 */
final class Ticks {
    /** Most changes come in groups, such as the measurements of several metrics. */
    static final Duration PAUSE = Duration.ofMillis(20);

    private static final Logger LOG = Logger.getLogger(Ticks.class);

    private final ScheduledExecutorService timer;
    private final CopyOnWriteArrayList<MultiEmitter<? super Ticks>> readers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile boolean ended;

    Ticks(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** One sign at once, and another a moment after each change. */
    Multi<Ticks> all() {
        return Multi.createFrom()
                .emitter(
                        reader -> {
                            readers.add(reader);
                            reader.onTermination(() -> readers.remove(reader));
                            reader.emit(this);
                            if (ended) {
                                reader.complete();
                            }
                        },
                        BackPressureStrategy.LATEST);
    }

    /** To be called after a change, on any thread. */
    void tick() {
        if (readers.isEmpty() || !due.compareAndSet(false, true)) {
            return;
        }
        try {
            Future<?> unused = timer.schedule(this::tell, PAUSE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Assay is ending, so nobody watches any more");
        }
    }

    private void tell() {
        due.set(false);
        readers.forEach(reader -> reader.emit(this));
    }

    /** Ends all streams, after a last sign. */
    void end() {
        ended = true;
        tell();
        readers.forEach(MultiEmitter::complete);
    }
}
