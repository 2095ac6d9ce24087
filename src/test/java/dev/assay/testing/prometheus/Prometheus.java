package dev.assay.testing.prometheus;

import static org.awaitility.Awaitility.await;

import dev.assay.testing.FreePort;
import dev.assay.testing.RealPart;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A real Prometheus that scrapes itself, or an Assay, each second. Where it is not installed, the test that asks is
 * skipped.
 */
public final class Prometheus implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final int END_SECONDS = 20;

    private final Process process;
    private final String address;

    private Prometheus(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it and waits until it has scraped itself. */
    public static Prometheus start(Path folder) throws IOException {
        String authority = authority();
        return start(folder, authority, """
                global: {scrape_interval: 1s}
                scrape_configs:
                - job_name: self
                  static_configs: [{targets: ["%s"]}]
                """.formatted(authority));
    }

    /**
     * Starts it with rules, which it evaluates each second, and waits until it has scraped an Assay.
     *
     * @param management the address of Assay's management interface
     * @param rules the file of the rules
     */
    public static Prometheus of(Path folder, URI management, Path rules) throws IOException {
        return start(folder, authority(), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                - job_name: assay
                  metrics_path: /q/metrics
                  static_configs: [{targets: ["%s"], labels: {namespace: argo-rollouts, pod: assay-0}}]
                """.formatted(rules.toAbsolutePath(), management.getAuthority()));
    }

    private static Prometheus start(Path folder, String authority, String configuration) throws IOException {
        Path binary = RealPart.find("prometheus", "prometheus");
        Path config = Files.writeString(folder.resolve("prometheus.yml"), configuration);
        Process process = new ProcessBuilder(
                        binary.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + authority)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        Prometheus prometheus = new Prometheus(process, "http://" + authority);
        await().atMost(START).ignoreExceptions().until(prometheus::hasScraped);
        return prometheus;
    }

    /** For instance {@code http://127.0.0.1:9090}. */
    public String address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            boolean unused = process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        process.onExit().join();
    }

    private boolean hasScraped() throws IOException, InterruptedException {
        return query("up").contains(",\"1\"]");
    }

    /** The answer to an instant query, as JSON. */
    public String query(String expression) throws IOException, InterruptedException {
        HttpRequest query = HttpRequest.newBuilder(URI.create(
                        address + "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)))
                .build();
        return HttpClient.newHttpClient().send(query, BodyHandlers.ofString()).body();
    }

    private static String authority() {
        return "127.0.0.1:" + FreePort.find();
    }
}
