package dev.assay;

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

/** Callers that ask one plugin for measurements until it is closed, each as soon as its last call was answered. */
final class Load implements AutoCloseable {
    private static final int CALLERS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient client;
    private final URI run;
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final AtomicLong answers = new AtomicLong();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private Load(HttpClient client, URI run) {
        this.client = client;
        this.run = run;
    }

    static Load on(HttpClient client, URI run) {
        Load load = new Load(client, run);
        for (int i = 0; i < CALLERS; i++) {
            load.callers.execute(load::call);
        }
        return load;
    }

    /** Waits until so many more calls have been answered. */
    void awaitAnswers(int more) {
        long enough = answers.get() + more;
        await().atMost(LIMIT).until(() -> answers.get() >= enough);
    }

    /** What came back instead of a Successful measurement. */
    List<String> failures() {
        return failures;
    }

    @Override
    public void close() {
        closed = true;
        callers.shutdown();
        await().atMost(LIMIT).until(callers::isTerminated);
    }

    private void call() {
        HttpRequest request = HttpRequest.newBuilder(run)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"metric\":{\"name\":\"m\"}}"))
                .build();
        while (!closed) {
            try {
                HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
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
