package dev.assay;

import dev.assay.plugin.Exit;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * The bound of a whole stop. A stop loads classes, and where the archives of the program are gone, their loader waits for ever.
 * When the time is over, what is left of the plugins is killed, and the process ends with exit code 1.
 *
 * <p>So all that is needed then is made before, and nothing else is used: no logger, and no class of ours.
 */
final class StopLimit {
    private static final int FAILURE = 1;

    /** The time for the last line, whose reader may be stuck. */
    private static final Duration LAST_LINE = Duration.ofSeconds(1);

    private final Duration limit;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch never = new CountDownLatch(1);
    private final IntConsumer exit = Exit::now;
    private final Thread watch = daemon(this::end, "assay-stop-limit");
    private final Thread lastLine;

    private StopLimit(Duration limit) {
        this.limit = limit;
        byte[] sentence = ("tried to stop within " + limit.toSeconds()
                        + " s, but the stop did not end; what is left of the"
                        + " plugins is killed, and Assay ends here; see whether its files were removed while it ran"
                        + System.lineSeparator())
                .getBytes(StandardCharsets.UTF_8);
        FileOutputStream errors = new FileOutputStream(FileDescriptor.err);
        this.lastLine = daemon(() -> write(errors, sentence), "assay-stop-last-line");
    }

    /** Has every stop bounded that begins with a signal. To be called once in a process. */
    static StopLimit install(Duration limit) {
        StopLimit stop = new StopLimit(limit);
        List<ProcessHandle> unused = descendants();
        Runtime.getRuntime().addShutdownHook(new Thread(stop::begin, "assay-stop-begin"));
        return stop;
    }

    /** Lets the time begin, for a stop that begins without a signal. May be called again. */
    void begin() {
        if (begun.compareAndSet(false, true)) {
            watch.start();
        }
    }

    private void end() {
        try {
            boolean unusedEnd = never.await(limit.toMillis(), TimeUnit.MILLISECONDS);
            for (ProcessHandle process : descendants()) {
                boolean unused = process.destroyForcibly();
            }
            lastLine.start();
            lastLine.join(LAST_LINE.toMillis());
        } catch (InterruptedException e) {
            // Nobody interrupts it; the process ends all the same.
            Thread.currentThread().interrupt();
        } finally {
            exit.accept(FAILURE);
        }
    }

    private static List<ProcessHandle> descendants() {
        return ProcessHandle.current().descendants().toList();
    }

    private static void write(FileOutputStream errors, byte[] sentence) {
        try {
            errors.write(sentence);
        } catch (IOException e) {
            // Nobody reads it any more.
            return;
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
