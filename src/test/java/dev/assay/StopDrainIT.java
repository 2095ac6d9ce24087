package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.proto.v1.MetricServiceGrpc;
import dev.assay.proto.v1.RunRequest;
import dev.assay.testing.FaultyPlugin;
import dev.assay.testing.FaultyPlugin.Mode;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Calls that do not finish within {@code assay.stop.drain}, on each way that a caller can ask. */
class StopDrainIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String STOPPING = "Assay is stopping";

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    @Test
    void each_gets_a_measurement_of_phase_error() throws Exception {
        try (PackagedApplication application = start("1s")) {
            URI address = application.address();
            application.await(Pattern.compile("1 of 1 plugins Ready"));
            Future<HttpResponse<String>> verb =
                    post(address, "/api/v1/plugins/test/0/run", "application/json", "{\"metric\":{\"name\":\"m\"}}");
            Future<HttpResponse<String>> events =
                    post(address, "/api/v1/measurements?wait=60s", "text/event-stream", """
                            {"spec":{"metrics":[{"name":"m","provider":{"plugin":{"test/0":{}}}}]}}""");
            ManagedChannel channel = ManagedChannelBuilder.forAddress(address.getHost(), address.getPort())
                    .usePlaintext()
                    .build();
            try {
                Future<dev.assay.proto.plugin.v1.Measurement> call = MetricServiceGrpc.newFutureStub(channel)
                        .run(RunRequest.newBuilder()
                                .setPlugin("test/0")
                                .setMetric("{\"name\":\"m\"}")
                                .build());
                awaitInFlight(address, 3);

                application.terminate();

                assertThat(body(verb)).contains("\"phase\":\"Error\"", STOPPING);
                assertThat(body(events)).contains("\"phase\":\"Error\"", STOPPING);
                assertThat(call.get(60, TimeUnit.SECONDS).getPhase()).isEqualTo("Error");
                assertThat(call.get().getMessage()).contains(STOPPING);
            } finally {
                channel.shutdownNow();
            }
            assertThat(application.exitCode()).isIn(0, 143);
        }
    }

    @Test
    void a_second_signal_shortens_nothing() throws Exception {
        try (PackagedApplication application = start("30s")) {
            URI address = application.address();
            application.await(Pattern.compile("1 of 1 plugins Ready"));
            Future<HttpResponse<String>> call =
                    post(address, "/api/v1/plugins/test/0/run", "application/json", "{\"metric\":{\"name\":\"m\"}}");
            awaitInFlight(address, 1);

            application.terminate();
            await().atMost(LONG).until(() -> isRefused(application.management()));
            application.terminate();
            Files.createFile(folder.resolve("go"));

            assertThat(body(call)).contains("\"value\":\"42\"");
            assertThat(application.exitCode()).isIn(0, 143);
        }
    }

    private PackagedApplication start(String drain) throws Exception {
        Path plugin = FaultyPlugin.script(folder, Mode.WAITS);
        return PackagedApplication.start(
                PackagedProgram.file(),
                folder,
                Map.of("test/0", "file://" + plugin),
                List.of("-Dassay.stop.drain=" + drain));
    }

    private static CompletableFuture<HttpResponse<String>> post(URI address, String path, String accept, String body) {
        return HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(address.resolve(path))
                                .header("Content-Type", "application/json")
                                .header("Accept", accept)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static String body(Future<HttpResponse<String>> answer) throws Exception {
        return answer.get(60, TimeUnit.SECONDS).body();
    }

    private static void awaitInFlight(URI address, int calls) {
        await().atMost(LONG)
                .until(() ->
                        get(address.resolve("/api/v1/plugins/test/0")).body().contains("\"inFlight\":" + calls));
    }

    private static boolean isRefused(URI management) throws Exception {
        return get(management.resolve("/q/health/ready")).statusCode() == 503;
    }

    private static HttpResponse<String> get(URI address) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
