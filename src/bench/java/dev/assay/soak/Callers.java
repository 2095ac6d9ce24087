package dev.assay.soak;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Honest callers of the plugins' verb {@code run}, over HTTP. */
final class Callers {
    /** The longest wait for the last answers of a phase: longer than {@code assay.call.timeout}. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(90);

    private static final long TICK = Duration.ofMillis(1).toNanos();

    private final SoakedService service;
    private final HttpClient client;

    Callers(SoakedService service) {
        this.service = service;
        this.client = service.client();
    }

    /** So many callers of each plugin, each with one call in flight; the calls per second of all together. */
    double capacity(int callersOfEach, Duration time) throws InterruptedException {
        Calls calls = new Calls();
        AtomicBoolean over = new AtomicBoolean();
        long begin = System.nanoTime();
        for (SoakPlugin plugin : SoakPlugin.ALL) {
            for (int i = 0; i < callersOfEach; i++) {
                callUntil(over, calls, plugin);
            }
        }
        LockSupport.parkNanos(time.toNanos());
        long answered = calls.made() - calls.open();
        double seconds = (System.nanoTime() - begin) / 1e9;
        over.set(true);
        calls.awaitAnswers(LAST_ANSWERS);
        if (!calls.failed().isEmpty()) {
            throw new IllegalStateException("a call failed before anything was harmed: "
                    + calls.failed().get(0));
        }
        return answered / seconds;
    }

    private void callUntil(AtomicBoolean over, Calls calls, SoakPlugin plugin) {
        if (!over.get()) {
            var unused = call(calls, plugin).whenComplete((answer, failure) -> callUntil(over, calls, plugin));
        }
    }

    /** Calls at these rates per second, whether or not earlier calls are answered, and waits for the last answers. */
    void call(Map<SoakPlugin, Double> rates, Duration time, Calls calls) throws InterruptedException {
        long begin = System.nanoTime();
        Map<SoakPlugin, long[]> sent = new HashMap<>();
        rates.keySet().forEach(plugin -> sent.put(plugin, new long[1]));
        for (long past = 0; past < time.toNanos(); past = System.nanoTime() - begin) {
            for (Map.Entry<SoakPlugin, Double> rate : rates.entrySet()) {
                long[] count = sent.get(rate.getKey());
                for (double due = past / 1e9 * rate.getValue(); count[0] < due; count[0]++) {
                    var unused = call(calls, rate.getKey());
                }
            }
            LockSupport.parkNanos(TICK);
        }
        calls.awaitAnswers(LAST_ANSWERS);
    }

    private CompletableFuture<HttpResponse<String>> call(Calls calls, SoakPlugin plugin) {
        HttpRequest request = HttpRequest.newBuilder(
                        service.address().resolve("/api/v1/plugins/" + plugin.name() + "/run"))
                .timeout(LAST_ANSWERS)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(plugin.callBody()))
                .build();
        calls.begin();
        long begin = System.nanoTime();
        return client.sendAsync(request, BodyHandlers.ofString())
                .whenComplete((answer, failure) -> record(calls, plugin, begin, answer, failure));
    }

    private static void record(
            Calls calls,
            SoakPlugin plugin,
            long begin,
            @Nullable HttpResponse<String> answer,
            @Nullable Throwable failure) {
        long end = System.nanoTime();
        if (answer != null && answer.statusCode() == 200 && answer.body().contains("\"Successful\"")) {
            calls.succeeded(plugin, begin, end);
        } else {
            String text = answer == null ? String.valueOf(failure) : answer.statusCode() + " " + answer.body();
            calls.failed(new FailedCall(plugin, begin, end, text));
        }
    }
}
