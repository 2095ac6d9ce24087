package dev.assay.config.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows one file by looking at it again and again, which works on every file system and however the file is changed: in
 * place, by a rename, by a symbolic link on its way that leads elsewhere. What is found is handed on when it has been the
 * same for {@link #STILL}.
 *
 * @param <T> what the file holds; equal where it is the same
 */
final class FileWatch<T> {
    private static final Logger LOG = Logger.getLogger(FileWatch.class);

    static final Duration LOOK = Duration.ofMillis(500);
    static final Duration STILL = Duration.ofMillis(200);

    /** For changes that show in neither size nor time: the whole is read after so many looks, that is every 4 s. */
    private static final int LOOKS_UNREAD = 8;

    private final Path file;
    private final Supplier<T> read;
    private final Consumer<? super T> sink;
    private final Executor worker;
    private final ScheduledExecutorService timer;

    private final AtomicReference<@Nullable Future<?>> next = new AtomicReference<>();
    private volatile boolean closed;

    // One look follows the other, so these are never used by two threads at once.
    private @Nullable Stamp stamp;
    private @Nullable T candidate;
    private @Nullable T accepted;
    private int unread;

    /** What tells a changed file from an unchanged one without reading it; all of it empty where there is none. */
    private record Stamp(String realPath, String key, String time, long size) {
        static Stamp of(Path file) {
            try {
                Path real = file.toRealPath();
                BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
                return new Stamp(
                        real.toString(),
                        String.valueOf(attributes.fileKey()),
                        attributes.lastModifiedTime().toString(),
                        attributes.size());
            } catch (IOException e) {
                return new Stamp("", "", "", 0);
            }
        }
    }

    /**
     * @param read what the file holds, a value also where it cannot be read; may block
     * @param sink is called on the worker
     */
    FileWatch(Path file, Supplier<T> read, Consumer<? super T> sink, Executor worker, ScheduledExecutorService timer) {
        this.file = file;
        this.read = read;
        this.sink = sink;
        this.worker = worker;
        this.timer = timer;
    }

    void start() {
        worker.execute(this::look);
    }

    void close() {
        closed = true;
        Future<?> waiting = next.getAndSet(null);
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    private void look() {
        if (closed) {
            return;
        }
        Duration delay = LOOK;
        try {
            delay = lookOnce();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Reading the file %s failed; this is a bug in Assay, please report it", file);
        } finally {
            lookAfter(delay);
        }
    }

    /** When to look again. */
    private Duration lookOnce() {
        Stamp now = Stamp.of(file);
        boolean still = now.equals(stamp);
        stamp = now;
        if (still && candidate == null && ++unread < LOOKS_UNREAD) {
            return LOOK;
        }
        unread = 0;
        T found = read.get();
        if (found.equals(accepted)) {
            candidate = null;
            return LOOK;
        }
        if (still && found.equals(candidate)) {
            candidate = null;
            accepted = found;
            sink.accept(found);
            return LOOK;
        }
        candidate = found;
        return STILL;
    }

    private void lookAfter(Duration delay) {
        if (!closed) {
            next.set(timer.schedule(() -> worker.execute(this::look), delay.toMillis(), TimeUnit.MILLISECONDS));
        }
    }
}
