package dev.assay.config.source;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigReading;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSource;
import dev.assay.pace.Pause;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * A source that keeps each good list, and gives the kept one at a start where the present one cannot be read. The faults of
 * the present one stay with the kept list, and {@link #changes()} goes on asking.
 */
final class KeepingSource implements PluginSource {
    /**
     * The wait for a source that may come back by itself. An API server that is replaced is back within seconds, and a kept
     * list gives way to the present one as soon as that can be read.
     */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** The time between two attempts to keep a list. A disk that was full, or away, is seldom back sooner. */
    static final Duration KEEP_AGAIN = Duration.ofMinutes(1);

    private final PluginSource source;
    private final KeptList kept;
    private final Executor worker;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanos;
    private final AtomicBoolean keepingAgain = new AtomicBoolean();

    /**
     * @param worker reads and writes the kept list; may be blocked by the disk
     * @param timer runs short tasks only
     * @param nanos rises steadily, from any origin
     */
    KeepingSource(
            PluginSource source, KeptList kept, Executor worker, ScheduledExecutorService timer, LongSupplier nanos) {
        this.source = source;
        this.kept = kept;
        this.worker = worker;
        this.timer = timer;
        this.nanos = nanos;
    }

    @Override
    public String description() {
        return source.description();
    }

    @Override
    public Uni<PluginList> load() {
        return Uni.createFrom().deferred(() -> load(nanos.getAsLong()));
    }

    @Override
    public Multi<ConfigReading> changes() {
        // Sources hand on readings on the worker.
        return source.changes().invoke(reading -> {
            if (reading instanceof ConfigReading.Read read) {
                keep(read.list());
            }
        });
    }

    private void keep(PluginList list) {
        if (!kept.keep(list)) {
            keepAgain();
        }
    }

    /** Sources may hand on a list once only, so the next attempt does not wait for the next reading. */
    private void keepAgain() {
        if (keepingAgain.compareAndSet(false, true)) {
            Runnable attempt = () -> {
                keepingAgain.set(false);
                if (!kept.keepLatest()) {
                    keepAgain();
                }
            };
            Future<?> unused = timer.schedule(() -> worker.execute(attempt), KEEP_AGAIN.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private Uni<PluginList> load(long begin) {
        return source.load()
                .emitOn(worker)
                .invoke(this::keep)
                .onFailure(ConfigException.class)
                .recoverWithUni(failure -> standIn(failure, begin));
    }

    private Uni<PluginList> standIn(ConfigException why, long begin) {
        return Uni.createFrom()
                .item(() -> kept.restore(why))
                .runSubscriptionOn(worker)
                .chain(list -> list.isEmpty() ? Uni.createFrom().failure(why) : standIn(list, why, begin));
    }

    private Uni<PluginList> standIn(Optional<PluginList> list, ConfigException why, long begin) {
        Duration spent = Duration.ofNanos(nanos.getAsLong() - begin);
        if (why.permanent() || spent.compareTo(LONGEST_WAIT) >= 0) {
            return Uni.createFrom().item(list.orElseThrow());
        }
        return Pause.of(INTERVAL, timer).chain(() -> load(begin));
    }
}
