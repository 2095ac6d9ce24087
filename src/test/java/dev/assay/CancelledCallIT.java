package dev.assay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A caller over HTTP/2 that gives one call up must not lose the others on its connection. What happens to an answer that comes
 * late is proved by {@code ConnectionGuardTest}: here it depends on the moment whether there is one.
 */
class CancelledCallIT {
    /** Enough for different moments, and fewer than the 200 cancellations in 30 s for which Vert.x ends a connection. */
    private static final int ROUNDS = 150;

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    /** The requests of the plugin, which wait for their answers. */
    private final BlockingQueue<HttpExchange> waiting = new LinkedBlockingQueue<>();

    @Test
    void an_answer_that_meets_the_end_of_its_call_leaves_the_others_alone() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer measured = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        measured.createContext("/", waiting::add);
        measured.setExecutor(threads);
        measured.start();
        try (PackagedApplication assay = PackagedApplication.start(
                PackagedProgram.file(), folder, Map.of("test/scrape", "builtin://sample-scrape"), List.of())) {
            URI plugin = assay.address().resolve("/api/v1/plugins/test/scrape");
            assay.await(Pattern.compile("1 of 1 plugins Ready"));
            HttpRequest run =
                    run(plugin, "http://127.0.0.1:" + measured.getAddress().getPort() + "/metrics");
            assertThat(client.send(HttpRequest.newBuilder(plugin).build(), BodyHandlers.discarding())
                            .version())
                    .isEqualTo(HttpClient.Version.HTTP_2);

            CompletableFuture<HttpResponse<String>> kept = client.sendAsync(run, BodyHandlers.ofString());
            HttpExchange last = next();
            for (int i = 0; i < ROUNDS; i++) {
                CompletableFuture<HttpResponse<String>> givenUp = client.sendAsync(run, BodyHandlers.ofString());
                HttpExchange exchange = next();
                CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answer(exchange), threads);
                givenUp.cancel(true);
                answered.get(20, TimeUnit.SECONDS);
                assertThat(kept).as("round %d", i).isNotDone();
            }
            answer(last);

            assertThat(kept.get(30, TimeUnit.SECONDS).body()).contains("Successful");
        } finally {
            measured.stop(0);
            threads.shutdownNow();
        }
    }

    private HttpExchange next() throws InterruptedException {
        HttpExchange exchange = waiting.poll(30, TimeUnit.SECONDS);
        assertThat(exchange).as("the request of the plugin").isNotNull();
        return exchange;
    }

    private static void answer(HttpExchange exchange) {
        try (exchange) {
            byte[] body = "m 1\n".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            // The plugin's call was given up, too.
        }
    }

    private static HttpRequest run(URI plugin, String measured) {
        String metric = "{\"metric\":{\"name\":\"m\",\"provider\":{\"plugin\":{\"test/scrape\":{\"url\":\"" + measured
                + "\",\"metric\":\"m\"}}}}}";
        return HttpRequest.newBuilder(URI.create(plugin + "/run"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(metric))
                .build();
    }
}
