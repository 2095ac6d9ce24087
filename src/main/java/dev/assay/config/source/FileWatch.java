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
 * Follows one file by looking at it at an interval. That works on every file system, and however the file is changed: in
 * place, by a rename, or by a symbolic link in its path. A new content is handed on when it has been the same for
 * {@link #SETTLE_TIME}.
 *
 * @param <T> the content; equal where it is the same
 */
final class FileWatch<T> {
    private static final Logger LOG = Logger.getLogger(FileWatch.class);

    static final Duration INTERVAL = Duration.ofMillis(500);
    static final Duration SETTLE_TIME = Duration.ofMillis(200);

    /** The file is read after so many looks, that is every 4 s, even where neither its size nor its time changed. */
    private static final int LOOKS_BETWEEN_READS = 8;

    private final Path file;
    private final Supplier<T> read;
    private final Consumer<? super T> sink;
    private final Executor worker;
    private final ScheduledExecutorService timer;

    private final AtomicReference<@Nullable Future<?>> next = new AtomicReference<>();
    private volatile boolean closed;

    // Looks never overlap, so no two threads use these at once.
    private @Nullable Stamp stamp;
    private @Nullable T candidate;
    private @Nullable T accepted;
    private int looksSinceRead;

    /** The attributes that change with the file; empty where there is no file. */
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
     * @param read gives the content, or a value for a file that cannot be read; may block
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
        Duration delay = INTERVAL;
        try {
            delay = lookOnce();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Reading the file %s failed; this is a bug in Assay, please report it", file);
        } finally {
            lookAfter(delay);
        }
    }

    /** Looks at the file and gives the delay until the next look. */
    private Duration lookOnce() {
        Stamp now = Stamp.of(file);
        boolean still = now.equals(stamp);
        stamp = now;
        if (still && candidate == null && ++looksSinceRead < LOOKS_BETWEEN_READS) {
            return INTERVAL;
        }
        looksSinceRead = 0;
        T found = read.get();
        if (found.equals(accepted)) {
            candidate = null;
            return INTERVAL;
        }
        if (still && found.equals(candidate)) {
            candidate = null;
            accepted = found;
            sink.accept(found);
            return INTERVAL;
        }
        candidate = found;
        return SETTLE_TIME;
    }

    private void lookAfter(Duration delay) {
        if (!closed) {
            next.set(timer.schedule(() -> worker.execute(this::look), delay.toMillis(), TimeUnit.MILLISECONDS));
        }
    }
}
