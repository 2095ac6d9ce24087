package dev.assay.api.admission;

import io.netty.util.concurrent.DefaultThreadFactory;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads that parse large bodies: one for each processor. So the parsing of many bodies leaves enough of the processors
 * to the event loops. What waits for them is bounded by the memory that it has taken.
 */
@Singleton
public final class ParserThreads {
    /** Bytes; a smaller body is parsed on the event loop, for less than a millisecond. */
    private static final int LARGE = 16 * 1024;

    private final ExecutorService threads = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), new DefaultThreadFactory("assay-parser", true));

    ParserThreads() {}

    /** Runs work on the body of a request: at once on this thread, or on another one where the body is large. */
    public void execute(int bytes, Runnable work) {
        if (bytes > LARGE) {
            threads.execute(work);
        } else {
            work.run();
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
