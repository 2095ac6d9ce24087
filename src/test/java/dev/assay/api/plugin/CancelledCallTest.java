package dev.assay.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.measure.FakePluginHost;
import dev.assay.measure.FakeProvider;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller over HTTP/2 that gives one call up must not lose the others on its connection. */
@QuarkusTest
class CancelledCallTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Inject
    FakePluginHost host;

    @TestHTTPResource("/api/v1/plugins/" + FakePluginHost.SCRAPE)
    URI plugin;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void reset() {
        host.reset();
    }

    @Test
    void a_late_answer_to_a_call_that_was_given_up_leaves_the_others_alone() throws Exception {
        assertThat(show().version()).isEqualTo(HttpClient.Version.HTTP_2);
        CompletableFuture<Measurement> kept = new CompletableFuture<>();
        CompletableFuture<Measurement> givenUp = new CompletableFuture<>();
        FakeProvider provider = host.scrape();
        provider.onRun =
                metric -> Uni.createFrom().completionStage(() -> metric.name().equals("kept") ? kept : givenUp);
        CompletableFuture<HttpResponse<String>> first = run("kept");
        for (int i = 1; i <= 3; i++) {
            int calls = i + 1;
            CompletableFuture<HttpResponse<String>> second = run("given-up");
            await().atMost(TIMEOUT).until(() -> provider.calls.size() == calls);
            second.cancel(true);
        }
        // An answered call behind the cancellations: the server has seen them by then.
        assertThat(show().statusCode()).isEqualTo(200);

        givenUp.complete(FakeProvider.phase(Phase.SUCCESSFUL));
        assertThat(show().statusCode()).isEqualTo(200);
        kept.complete(FakeProvider.phase(Phase.SUCCESSFUL));

        assertThat(first.get(30, TimeUnit.SECONDS).body()).contains("Successful");
    }

    private HttpResponse<String> show() throws Exception {
        return client.send(HttpRequest.newBuilder(plugin).build(), BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> run(String metric) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(plugin + "/run"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"metric\":{\"name\":\"" + metric + "\"}}"))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }
}
