package dev.assay.sample;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The page of the plugin itself, in Prometheus' text format: something to measure where there is nothing else yet. */
final class OwnPage {
    /** The word that stands for this page in place of a URL. */
    static final String NAME = "self";

    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanos;
    private final long begin;

    /** @param nanos as {@link System#nanoTime}, read now as the start of the process */
    OwnPage(LongSupplier nanos) {
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
    }

    InputStream read() {
        Runtime runtime = Runtime.getRuntime();
        String page = """
                # HELP process_uptime_seconds Time since the plugin began to serve.
                # TYPE process_uptime_seconds gauge
                process_uptime_seconds %s
                # HELP process_heap_used_bytes Memory of the heap that is in use.
                # TYPE process_heap_used_bytes gauge
                process_heap_used_bytes %d
                """.formatted(
                        (nanos.getAsLong() - begin) / NANOS_PER_SECOND, runtime.totalMemory() - runtime.freeMemory());
        return new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8));
    }
}
