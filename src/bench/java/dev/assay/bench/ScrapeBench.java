package dev.assay.bench;

import dev.assay.metric.Phase;
import dev.assay.testing.FakePlugin;
import dev.assay.testing.PackagedApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long a scrape of many plugins takes, each of which has been called. */
final class ScrapeBench {
    private static final int PLUGINS = 200;
    private static final int PER_ROUND = 10;

    private final HttpClient client = HttpClient.newHttpClient();

    private ScrapeBench() {}

    static void measure(Table table, Path application, Path folder, int rounds) throws Exception {
        try (LightPlugins light = new LightPlugins(PLUGINS, folder, FakePlugin::new);
                PackagedApplication started = PackagedApplication.start(application, folder, light.files())) {
            URI address = started.address();
            var unused = started.await(BootBench.READY);
            new ScrapeBench().measure(table, started, rounds);
            ConsoleBench.measure(table, address, folder, PLUGINS, rounds);
        }
    }

    /** Measures scrapes. As many come before them, and do not count. */
    private void measure(Table table, PackagedApplication application, int rounds)
            throws IOException, InterruptedException {
        for (int i = 0; i < PLUGINS; i++) {
            call(application.address(), "test/" + i);
        }
        HttpRequest scrape = HttpRequest.newBuilder(application.management().resolve("/q/metrics"))
                .header("Accept", "text/plain")
                .build();
        List<Double> milliseconds = new ArrayList<>();
        for (int i = -rounds * PER_ROUND; i < rounds * PER_ROUND; i++) {
            long begin = System.nanoTime();
            String page = client.send(scrape, BodyHandlers.ofString()).body();
            double taken = (System.nanoTime() - begin) / 1e6;
            if (!page.contains("assay_plugin_calls_total{")) {
                throw new IllegalStateException("the scrape has no calls: " + page);
            }
            if (i >= 0) {
                milliseconds.add(taken);
            }
        }
        table.figure("scrape of " + PLUGINS + " plugins (goal: 50 ms)", "%.1f ms", Distribution.of(milliseconds));
    }

    private void call(URI service, String plugin) throws IOException, InterruptedException {
        HttpRequest run = HttpRequest.newBuilder(service.resolve("/api/v1/measurements"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"spec\":{\"metrics\":[{\"name\":\"m\",\"provider\":{\"plugin\":{\""
                        + plugin + "\":{}}}}]}}"))
                .build();
        String answer = client.send(run, BodyHandlers.ofString()).body();
        if (answer.contains(Phase.ERROR.text())) {
            throw new IllegalStateException("a call failed: " + answer);
        }
    }
}
