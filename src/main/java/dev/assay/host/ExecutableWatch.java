package dev.assay.host;

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
 * Watches the executable that a {@code file://} location names: looks at it at an interval, and tells of a change once two
 * looks in a row see the same new file, so that one which is still being written is not taken. Tells each change once, and
 * of a file that is gone nothing until it is back. Confined to the slot's {@link SynchronizationContext}.
 */
final class ExecutableWatch {
    private static final Logger LOG = Logger.getLogger(ExecutableWatch.class);

    /** Between two looks, and so how long a file has been still when its change is told; a build pauses for less. */
    static final Duration INTERVAL = Duration.ofMillis(250);

    private final Supplier<Uni<Optional<FileStamp>>> look;
    private final ScheduledExecutorService timer;
    private final SynchronizationContext context;
    private final Runnable onChange;

    private Optional<FileStamp> taken = Optional.empty();
    private Optional<FileStamp> seen = Optional.empty();
    private @Nullable Runnable whenStill;
    private @Nullable ScheduledHandle next;
    private boolean stopped;

    /** @param look reads the file's stamp, anywhere but on the subscriber's thread; empty where there is no file */
    ExecutableWatch(
            Supplier<Uni<Optional<FileStamp>>> look,
            ScheduledExecutorService timer,
            SynchronizationContext context,
            Runnable onChange) {
        this.look = look;
        this.timer = timer;
        this.context = context;
        this.onChange = onChange;
    }

    /**
     * Begins once.
     *
     * @param still how the file looked when it was found to be still; where it looks otherwise now it is waited for anew.
     *     Empty to take it as it is
     * @param then run when that is done: what is read from then on is at least as new as what was seen
     */
    void begin(Optional<FileStamp> still, Runnable then) {
        look(stamp -> {
            if (still.isEmpty() || stamp.equals(still)) {
                taken = stamp;
                then.run();
            } else {
                seen = stamp;
                whenStill = then;
            }
        });
    }

    /** How the file looked when it was last told of, or at the begin. */
    Optional<FileStamp> taken() {
        return taken;
    }

    void stop() {
        stopped = true;
        ScheduledHandle pending = next;
        if (pending != null) {
            pending.cancel();
        }
    }

    private void look(Consumer<Optional<FileStamp>> use) {
        Cancellable unused = look.get()
                .onFailure()
                .invoke(failure -> LOG.debug("An executable could not be looked at", failure))
                .onFailure()
                .recoverWithItem(Optional.empty())
                .subscribe()
                .with(stamp -> context.execute(() -> {
                    use.accept(stamp);
                    if (!stopped) {
                        next = context.schedule(
                                () -> look(this::compare), INTERVAL.toNanos(), TimeUnit.NANOSECONDS, timer);
                    }
                }));
    }

    private void compare(Optional<FileStamp> stamp) {
        boolean still = stamp.equals(seen);
        seen = stamp;
        if (!stopped && still && stamp.isPresent() && !stamp.equals(taken)) {
            Runnable waiting = whenStill;
            whenStill = null;
            taken = stamp;
            (waiting == null ? onChange : waiting).run();
        }
    }
}
