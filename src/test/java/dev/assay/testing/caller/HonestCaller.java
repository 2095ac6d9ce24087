package dev.assay.testing.caller;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A caller that measures one metric after the other, and takes a clear 503 for an answer. */
public final class HonestCaller implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long INTERVAL_MILLIS = 50;

    private final HttpRequest request;
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger successes = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "honest-caller");

    private HonestCaller(URI address, URI metrics) {
        this.request = HttpRequest.newBuilder(address.resolve("/api/v1/measurements"))
                .header("Content-Type", "application/json")
                .timeout(LONG)
                .POST(BodyPublishers.ofString("""
                        {"spec":{"metrics":[{"name":"uptime","provider":{"plugin":{"assay/sample-scrape":\
                        {"url":"%s","metric":"process_uptime_seconds"}}}}]}}""".formatted(metrics)))
                .build();
    }

    /** @param metrics the address that its metric reads */
    public static HonestCaller start(URI address, URI metrics) {
        HonestCaller caller = new HonestCaller(address, metrics);
        caller.thread.setDaemon(true);
        caller.thread.start();
        return caller;
    }

    /** Whatever was neither a measurement nor a 503 with a problem and {@code Retry-After}. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    public int successes() {
        return successes.get();
    }

    public void awaitSuccesses(int count) {
        Awaitility.await().atMost(LONG).until(() -> successes.get() >= count);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                ask();
                Thread.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            // It was stopped.
        }
    }

    private void ask() throws InterruptedException {
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 200 && answer.body().startsWith("{\"phase\":\"Successful\"")) {
                successes.incrementAndGet();
            } else if (!isClearRefusal(answer)) {
                faults.add(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            faults.add(e.toString());
        }
    }

    private static boolean isClearRefusal(HttpResponse<String> answer) {
        return answer.statusCode() == 503
                && answer.headers().firstValue("Retry-After").isPresent()
                && answer.body().contains("tried to");
    }
}
