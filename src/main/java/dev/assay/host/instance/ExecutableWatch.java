package dev.assay.host.instance;

import dev.assay.install.FileStamp;
import io.grpc.SynchronizationContext;
import io.grpc.SynchronizationContext.ScheduledHandle;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The watch over the executable that a {@code file://} location names. It reads the file's stamp at an interval. It tells
 * of a change once two readings in a row have seen the same new file, so a file that is still being written is not taken.
 * Each change is told once. A file that is gone is not a change until it is back.
 *
 * <p>Confined to the plugin's {@link SynchronizationContext}.
 */
public final class ExecutableWatch {
    private static final Logger LOG = Logger.getLogger(ExecutableWatch.class);

    /**
     * The time between two readings, and so how long a file has been unchanged when its change is told. A build pauses for
     * less.
     */
    public static final Duration INTERVAL = Duration.ofMillis(250);

    private final Supplier<Uni<Optional<FileStamp>>> reader;
    private final ScheduledExecutorService timer;
    private final SynchronizationContext context;
    private final Consumer<Optional<FileStamp>> onChange;

    /** The stamp at the begin, or of the change that was told last. */
    private Optional<FileStamp> taken = Optional.empty();

    /** The stamp at the last reading. */
    private Optional<FileStamp> seen = Optional.empty();

    /** Run instead of {@link #onChange} at the first change. */
    private @Nullable Runnable whenUnchanged;

    private @Nullable ScheduledHandle nextReading;
    private boolean stopped;

    /**
     * A watch that has not begun.
     *
     * @param reader reads the file's stamp on a thread of its own; empty where there is no file
     * @param onChange run inside the context with the stamp of the new file
     */
    public ExecutableWatch(
            Supplier<Uni<Optional<FileStamp>>> reader,
            ScheduledExecutorService timer,
            SynchronizationContext context,
            Consumer<Optional<FileStamp>> onChange) {
        this.reader = reader;
        this.timer = timer;
        this.context = context;
        this.onChange = onChange;
    }

    /**
     * Begins once.
     *
     * @param expected the stamp of a file that was seen unchanged. When the file has another stamp now, the begin waits
     *     until it is unchanged again. Empty to take the file as it is
     * @param onBegun run inside the context then: what is read from now on is at least as new as what was seen
     */
    public void begin(Optional<FileStamp> expected, Runnable onBegun) {
        context.throwIfNotInThisSynchronizationContext();
        read(stamp -> {
            context.throwIfNotInThisSynchronizationContext();
            if (expected.isEmpty() || stamp.equals(expected)) {
                taken = stamp;
                onBegun.run();
            } else {
                seen = stamp;
                whenUnchanged = onBegun;
            }
        });
    }

    public void stop() {
        context.throwIfNotInThisSynchronizationContext();
        stopped = true;
        if (nextReading != null) {
            nextReading.cancel();
        }
    }

    private void read(Consumer<Optional<FileStamp>> use) {
        context.throwIfNotInThisSynchronizationContext();
        Cancellable unused = reader.get()
                .onFailure()
                .invoke(failure -> LOG.debug("The stamp of an executable could not be read", failure))
                .onFailure()
                .recoverWithItem(Optional.empty())
                .subscribe()
                .with(stamp -> context.execute(() -> onRead(stamp, use)));
    }

    private void onRead(Optional<FileStamp> stamp, Consumer<Optional<FileStamp>> use) {
        context.throwIfNotInThisSynchronizationContext();
        use.accept(stamp);
        if (!stopped) {
            nextReading = context.schedule(() -> read(this::compare), INTERVAL.toNanos(), TimeUnit.NANOSECONDS, timer);
        }
    }

    private void compare(Optional<FileStamp> stamp) {
        context.throwIfNotInThisSynchronizationContext();
        boolean unchanged = stamp.equals(seen);
        seen = stamp;
        if (stopped || !unchanged || stamp.isEmpty() || stamp.equals(taken)) {
            return;
        }
        taken = stamp;
        Runnable waiting = whenUnchanged;
        whenUnchanged = null;
        if (waiting == null) {
            onChange.accept(stamp);
        } else {
            waiting.run();
        }
    }
}
