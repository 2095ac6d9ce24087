package dev.assay.testing.load;

import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Callers that ask for measurements until it is closed, each as soon as its last call was answered. */
public final class Load implements AutoCloseable {
    private static final int CALLERS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient client;
    private final Supplier<HttpRequest> next;
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final AtomicLong answers = new AtomicLong();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private Load(HttpClient client, Supplier<HttpRequest> next) {
        this.client = client;
        this.next = next;
    }

    /** On one plugin of one Assay. */
    public static Load on(HttpClient client, URI run) {
        HttpRequest request = HttpRequest.newBuilder(run)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"metric\":{\"name\":\"m\"}}"))
                .build();
        return on(client, () -> request);
    }

    /** @param next gives each request, on many threads */
    public static Load on(HttpClient client, Supplier<HttpRequest> next) {
        Load load = new Load(client, next);
        for (int i = 0; i < CALLERS; i++) {
            load.callers.execute(load::call);
        }
        return load;
    }

    /** Waits until so many more calls have been answered. */
    public void awaitAnswers(int more) {
        long enough = answers.get() + more;
        await().atMost(LIMIT).until(() -> answers.get() >= enough);
    }

    /** The answers that are no Successful measurement. */
    public List<String> failures() {
        return failures;
    }

    /** How many calls have been answered, or have failed. */
    public long answers() {
        return answers.get();
    }

    @Override
    public void close() {
        closed = true;
        callers.shutdown();
        await().atMost(LIMIT).until(callers::isTerminated);
    }

    private void call() {
        while (!closed) {
            try {
                HttpResponse<String> response = client.send(next.get(), BodyHandlers.ofString());
                if (response.statusCode() != 200 || !response.body().contains("\"Successful\"")) {
                    failures.add(response.statusCode() + " " + response.body());
                }
            } catch (IOException | InterruptedException e) {
                failures.add(e.toString());
            }
            answers.incrementAndGet();
        }
    }
}
