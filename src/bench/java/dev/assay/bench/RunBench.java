package dev.assay.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.testing.FakePlugin;
import dev.assay.testing.PackagedApplication;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;

/** How long a whole HTTP request with many slow metrics takes, against one metric's own time. */
final class RunBench {
    private static final int PLUGINS = 10;
    private static final int METRICS = 100;
    private static final int REQUESTS_PER_ROUND = 10;
    private static final Duration RUN = Duration.ofMillis(200);
    private static final Pattern READY = Pattern.compile("plugins Ready after");
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunBench() {}

    static void measure(Table table, Path application, Path folder, int rounds) throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (LightPlugins plugins =
                        new LightPlugins(PLUGINS, folder, () -> new FakePlugin().onRun(() -> Uni.createFrom()
                                .item(FakePlugin.SUCCESSFUL)
                                .onItem()
                                .delayIt()
                                .onExecutor(timer)
                                .by(RUN)));
                PackagedApplication started = PackagedApplication.start(application, folder, plugins.files())) {
            URI address = started.address();
            started.await(READY);
            Distribution milliseconds = requests(address.resolve("/api/v1/measurements"), rounds * REQUESTS_PER_ROUND);
            table.ratio(
                    "POST of " + METRICS + " metrics over " + PLUGINS + " plugins of " + RUN.toMillis() + " ms",
                    "%.1f ms",
                    milliseconds,
                    (double) RUN.toMillis(),
                    "<= 1.08");
        } finally {
            timer.shutdownNow();
        }
    }

    /** The time of each request. As many come before them, and do not count. */
    private static Distribution requests(URI address, int count) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(analysisRun()))
                .build();
        List<Double> milliseconds = new ArrayList<>();
        for (int i = -count; i < count; i++) {
            long begin = System.nanoTime();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            double taken = (System.nanoTime() - begin) / 1e6;
            requireSuccess(answer);
            if (i >= 0) {
                milliseconds.add(taken);
            }
        }
        return Distribution.of(milliseconds);
    }

    private static void requireSuccess(HttpResponse<String> answer) throws IOException {
        JsonNode status = JSON.readTree(answer.body());
        if (answer.statusCode() != 200
                || !status.path("phase").asText().equals("Successful")
                || status.path("metricResults").size() != METRICS) {
            throw new IllegalStateException("the run failed: " + answer.statusCode() + " " + answer.body());
        }
    }

    private static String analysisRun() {
        ObjectNode run = JSON.createObjectNode();
        run.put("apiVersion", "argoproj.io/v1alpha1").put("kind", "AnalysisRun");
        run.putObject("metadata").put("name", "bench");
        ArrayNode metrics = run.putObject("spec").putArray("metrics");
        for (int i = 0; i < METRICS; i++) {
            ObjectNode metric = metrics.addObject();
            metric.put("name", "metric-" + i).put("successCondition", "result > 0");
            metric.putObject("provider")
                    .putObject("plugin")
                    .putObject("test/" + i % PLUGINS)
                    .put("query", "sum(rate(requests_total{code=~\"5..\"}[5m]))");
        }
        return run.toString();
    }
}
