package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import dev.assay.testing.go.ArgoReference;
import dev.assay.testing.go.GoCommands;
import dev.assay.text.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Argo's own sample plugin, built from nothing but Argo's module, as a user has it: in a ConfigMap beside plugins that
 * come with Assay, in the packaged application, over HTTP.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArgoPluginIT {
    private static final String SAMPLE = "argoproj/sample-prometheus";
    private static final String CRASHING = "go/misbehaving";
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer prometheus;
    private ArgoReference argo;
    private PackagedApplication application;
    private URI address;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        prometheus = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        prometheus.setExecutor(threads);
        prometheus.createContext("/api/v1/query", this::answer);
        prometheus.start();
        Path sample = GoCommands.executable(GoCommands.ARGO_SAMPLE);
        argo = ArgoReference.start(Map.of(SAMPLE, sample), folder.resolve("argo.log"));
        Map<String, String> plugins = new LinkedHashMap<>();
        plugins.put(SAMPLE, "file://" + sample);
        plugins.put(CRASHING, "file://" + GoCommands.executable("misbehaving"));
        plugins.put("assay/sample-prometheus", "builtin://sample-prometheus");
        plugins.put("assay/sample-scrape", "builtin://sample-scrape");
        application = PackagedApplication.start(
                PackagedProgram.file(),
                folder,
                plugins,
                List.of("-Dassay.ping.interval=500ms", "-Dassay.ping.timeout=2s", "-Dassay.ping.failures=2"));
        address = application.address();
        application.await(Pattern.compile("4 of 4 plugins Ready"));
    }

    @AfterAll
    void stop() throws IOException {
        if (application != null) {
            application.close();
        }
        if (argo != null) {
            argo.close();
        }
        if (prometheus != null) {
            prometheus.stop(0);
        }
        threads.shutdownNow();
    }

    @Test
    void it_is_listed_beside_the_others_with_its_protocol() throws Exception {
        Map<String, String> protocols = plugins().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        plugin -> plugin.getValue().path("protocol").asText()));
        assertThat(protocols)
                .isEqualTo(Map.of(
                        SAMPLE,
                        "netrpc",
                        CRASHING,
                        "netrpc",
                        "assay/sample-prometheus",
                        "grpc",
                        "assay/sample-scrape",
                        "grpc"));
    }

    /** Initialisation is the seventh: it has no path of its own, and without it no plugin is Ready. */
    @ParameterizedTest
    @CsvSource({
        "run,vector",
        "run,scalar",
        "run,nonsense",
        "resume,vector",
        "terminate,vector",
        "garbage-collect,vector",
        "metadata,vector",
        "type,vector"
    })
    void every_verb_answers_over_http_as_argos_client_gets_it(String verb, String query) throws Exception {
        ObjectNode body = body(query);

        JsonNode found = post(SAMPLE, verb, body).get(60, TimeUnit.SECONDS);

        JsonNode expected = argo.ask(SAMPLE, verb, body).path("answer");
        assertThat(timeless(found)).isEqualTo(timeless(expected));
        if (verb.equals("run")) {
            assertThat(found.path("phase").asText()).isEqualTo(query.equals("vector") ? "Successful" : "Error");
        }
    }

    @Test
    void a_kill_in_the_middle_of_a_call_is_named_and_mended() throws Exception {
        Map<String, JsonNode> before = plugins();
        CompletableFuture<JsonNode> call = post(SAMPLE, "run", body("hang"));
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

        signal("KILL", before.get(SAMPLE).path("pid").asLong());

        assertThat(call.get(60, TimeUnit.SECONDS).path("message").asText())
                .startsWith("Run rpc call error: tried to run a metric with plugin " + SAMPLE + ", but its process ")
                .contains(" was ended by signal 9;");
        mended(SAMPLE, before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "QUIT"})
    void a_suspended_one_and_one_that_dies_with_its_stacks_are_named_and_mended(String signal) throws Exception {
        Map<String, JsonNode> before = plugins();

        signal(signal, before.get(SAMPLE).path("pid").asLong());

        application.await(Pattern.compile("Plugin " + SAMPLE
                + " will be started again in .* (failed 2 health checks in a row|exited with code 2)"));
        mended(SAMPLE, before);
    }

    @Test
    void a_panic_is_named_and_mended() throws Exception {
        Map<String, JsonNode> before = plugins();
        ObjectNode body = Json.object("{}");
        body.putObject("metric")
                .putObject("provider")
                .putObject("plugin")
                .putObject(CRASHING)
                .put("do", "panic")
                .put("text", "it broke");

        JsonNode lost = post(CRASHING, "run", body).get(60, TimeUnit.SECONDS);

        assertThat(lost.path("message").asText())
                .contains(" exited with code 2")
                .contains("panic: it broke");
        mended(CRASHING, before);
    }

    private void mended(String plugin, Map<String, JsonNode> before) throws Exception {
        int restarts = before.get(plugin).path("restarts").asInt();
        await().atMost(LONG).until(() -> {
            JsonNode now = plugins().get(plugin);
            return now.path("state").asText().equals("Ready")
                    && now.path("restarts").asInt() == restarts + 1;
        });
        assertThat(post(plugin, "type", Json.object("{}"))
                        .get(60, TimeUnit.SECONDS)
                        .path("type")
                        .asText())
                .isNotEmpty();
        assertThat(plugins()).allSatisfy((name, now) -> {
            if (!name.equals(plugin)) {
                assertThat(now).isEqualTo(before.get(name));
            }
        });
    }

    private ObjectNode body(String query) {
        return Json.object(
                """
                {"analysisRun": {"metadata": {"name": "a", "namespace": "n"}},
                 "metric": {"name": "m", "successCondition": "len(result) == 2 && result[1] < 1",
                            "provider": {"plugin": {"argoproj/sample-prometheus": {"address": "%s", "query": "%s"}}}},
                 "measurement": {"phase": "Running", "value": "1", "metadata": {"a": "b"},
                                 "startedAt": "2024-02-29T23:59:59Z", "resumeAt": "2024-03-01T00:00:00Z"},
                 "limit": 3}
                """.formatted("http://127.0.0.1:" + prometheus.getAddress().getPort(), query));
    }

    /** The times that the plugin reads from its clock are of now, and written as Kubernetes does. */
    private static JsonNode timeless(JsonNode answer) {
        ObjectNode without = answer.deepCopy();
        for (String time : List.of("startedAt", "finishedAt")) {
            JsonNode text = without.path(time);
            if (!text.isMissingNode() && !text.asText().startsWith("2024-")) {
                assertThat(text.asText()).matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
                assertThat(Instant.parse(text.asText())).isAfter(Instant.now().minus(LONG));
                without.put(time, "now");
            }
        }
        return without;
    }

    private CompletableFuture<JsonNode> post(String plugin, String verb, ObjectNode body) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/v1/plugins/" + plugin + "/" + verb))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString()).thenApply(ArgoPluginIT::json);
    }

    private Map<String, JsonNode> plugins() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve("/api/v1/plugins")).build();
        JsonNode all = json(client.send(request, BodyHandlers.ofString()));
        return StreamSupport.stream(all.path("plugins").spliterator(), false)
                .collect(Collectors.toMap(plugin -> plugin.path("name").asText(), plugin -> plugin));
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Answers as the text of the query asks for. */
    private void answer(HttpExchange exchange) throws IOException {
        String query = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String result = "{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"1\"]},"
                + "{\"metric\":{},\"value\":[1,\"0.25\"]}]}";
        if (query.contains("hang")) {
            asked.countDown();
            return;
        } else if (query.contains("scalar")) {
            result = "{\"resultType\":\"scalar\",\"result\":[1,\"42\"]}";
        } else if (query.contains("nonsense")) {
            result = "{\"resultType\":\"string\",\"result\":[1,\"a\"]}";
        }
        byte[] body = ("{\"status\":\"success\",\"data\":" + result + "}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void signal(String name, long pid) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        assertThat(kill.waitFor()).isZero();
    }
}
