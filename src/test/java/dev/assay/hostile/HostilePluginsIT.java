package dev.assay.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.testing.FaultyPlugin;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import dev.assay.testing.RealPart;
import dev.assay.testing.go.GoCommands;
import dev.assay.text.Json;
import dev.assay.wire.gob.GobType;
import dev.assay.wire.gob.GobTypes;
import dev.assay.wire.gob.GobValue;
import dev.assay.wire.gob.GobWriter;
import dev.assay.wire.netrpc.ArgoGobTypes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two good plugins beside plugins that attack their host in every way, in a host with little memory. Each attacker serves
 * well until its first call, so each attack begins anew with each of its processes.
 *
 * <p>Every call of a good plugin must be Successful, and no good plugin may be restarted.
 * Up to twenty attackers share the processors with the service, so how fast it is meanwhile is no matter of this test: the
 * soak measures it on a machine of its own, as docs/reliability.md says.
 */
class HostilePluginsIT {
    private static final Duration ATTACKED = Duration.ofSeconds(8);

    /** More than the time that a call has. */
    private static final Duration HANGS = Duration.ofMinutes(1);

    private static final List<String> OVER_GRPC = List.of(
            "ping",
            "settings",
            "settings-ack",
            "window-update",
            "priority",
            "reset",
            "old-data",
            "unknown",
            "goaway",
            "push",
            "endless-headers",
            "endless-answer",
            "dribble",
            "trickle",
            "silent",
            "garbage",
            "half-open",
            "leave",
            "fork",
            "print");

    private static final List<String> OVER_NETRPC = List.of(
            "ping",
            "ping-answer",
            "window-update",
            "empty-data",
            "old-data",
            "reset",
            "open",
            "output",
            "long-value",
            "unasked",
            "silent",
            "garbage",
            "half-open",
            "leave",
            "fork");

    /** Floods that only a bound ends, and whose plugin is told so. */
    private static final List<String> BOUNDED = List.of("ping", "old-data");

    /** The length of the log that a failure shows. */
    private static final int LAST_LINES = 60;

    /** More than there are health checks in the time of the test. */
    private static final int CONTROL_ANSWERS = 100;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    static Stream<Arguments> attackers() {
        return Stream.of(Arguments.of("grpc", OVER_GRPC), Arguments.of("netrpc", OVER_NETRPC));
    }

    @ParameterizedTest(name = "over {0}")
    @MethodSource("attackers")
    void two_good_plugins_lose_nothing(String protocol, List<String> attacks) throws Exception {
        RealPart.require("python3");
        Map<String, Path> good = new LinkedHashMap<>();
        good.put("good/java", FaultyPlugin.script(folder, FaultyPlugin.Mode.WELL));
        good.put("good/go", GoCommands.executable("noop"));
        Map<String, Path> hostile = new LinkedHashMap<>();
        attacks.forEach(attack -> hostile.put(protocol + "/" + attack, script(protocol, attack)));

        try (PackagedApplication assay = start(good, hostile)) {
            try {
                survive(assay, protocol, good.keySet(), hostile.keySet());
            } catch (Throwable e) {
                throw new AssertionError(e.getMessage() + "; " + lastWords(assay), e);
            }
        }
    }

    private void survive(
            PackagedApplication assay, String protocol, Collection<String> good, Collection<String> hostile)
            throws Exception {
        URI address = assay.address();
        for (String plugin : good) {
            awaitReady(address, plugin);
        }
        for (int calls : load(address, good, hostile)) {
            assertThat(calls).isPositive();
        }
        for (String plugin : good) {
            assertThat(status(address, plugin).path("restarts").asInt())
                    .as(plugin)
                    .isZero();
        }
        for (String attack : BOUNDED) {
            String plugin = protocol + "/" + attack;
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> status(address, plugin).path("restarts").asInt() > 0);
        }
        assertThat(assay.process().isAlive()).isTrue();
    }

    /** Whether Assay lives, and the end of its log without what the plugins write. */
    private static String lastWords(PackagedApplication assay) {
        List<String> log = new ArrayList<>(assay.restOfLog());
        log.removeIf(line -> line.contains("[dev.assay.plugin-log."));
        return "Assay " + (assay.process().isAlive() ? "lives" : "has ended") + ", and its log ends with:\n"
                + String.join("\n", log.subList(Math.max(0, log.size() - LAST_LINES), log.size()));
    }

    /** The number of the calls of each caller of a good plugin. Each must get the right answer; those of others may fail. */
    private List<Integer> load(URI address, Collection<String> good, Collection<String> hostile) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Integer>> load = new ArrayList<>();
            for (String plugin : good) {
                IntStream.range(0, 2).forEach(i -> load.add(threads.submit(callsOf(address, plugin, true))));
            }
            for (String plugin : hostile) {
                Future<Integer> unused = threads.submit(callsOf(address, plugin, false));
            }
            List<Integer> numbers = new ArrayList<>();
            for (Future<Integer> calls : load) {
                numbers.add(calls.get());
            }
            return numbers;
        } finally {
            threads.shutdownNow();
        }
    }

    private PackagedApplication start(Map<String, Path> good, Map<String, Path> hostile) throws IOException {
        StringBuilder list = new StringBuilder("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: argo-rollouts-config
                data:
                  metricProviderPlugins: |
                """);
        Stream.of(good, hostile)
                .forEach(plugins -> plugins.forEach((name, path) -> list.append("    - name: " + name
                        + "\n      location: file://" + path
                        + (plugins == good ? "" : "\n      required: false\n      timeout: 2s") + "\n")));
        Path config = Files.writeString(folder.resolve("hostile.yaml"), list);
        return PackagedApplication.start(
                PackagedProgram.file(),
                folder,
                Map.of(),
                List.of(
                        "-Dassay.config.file=" + config,
                        "-Dassay.ping.interval=1s",
                        "-Dquarkus.management.port=0",
                        "-Xmx128m",
                        "-XX:+ExitOnOutOfMemoryError"));
    }

    /** Calls one after the other while the attack lasts, and gives their number. */
    private Callable<Integer> callsOf(URI address, String plugin, boolean isGood) {
        String body =
                "{\"analysisRun\":{},\"metric\":{\"name\":\"m\",\"provider\":{\"plugin\":{\"" + plugin + "\":{}}}}}";
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/v1/plugins/" + plugin + "/run"))
                .header("Content-Type", "application/json")
                .timeout(HANGS)
                .POST(BodyPublishers.ofString(body))
                .build();
        return () -> {
            int calls = 0;
            long end = System.nanoTime() + ATTACKED.toNanos();
            while (System.nanoTime() < end) {
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                calls++;
                if (isGood) {
                    assertThat(answer.body()).contains("\"phase\":\"Successful\"");
                }
            }
            return calls;
        };
    }

    private void awaitReady(URI address, String plugin) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> status(address, plugin).path("state").asText().equals("Ready"));
    }

    private JsonNode status(URI address, String plugin) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/v1/plugins/" + plugin))
                .build();
        return Json.object(client.send(request, BodyHandlers.ofString()).body());
    }

    private Path script(String protocol, String attack) {
        try {
            String python = Path.of(HostilePluginsIT.class
                            .getResource("/hostile/hostile.py")
                            .toURI())
                    .toString();
            String gob = protocol.equals("netrpc") ? " " + replies() : "";
            return Files.writeString(
                    folder.resolve(protocol + "-" + attack + ".sh"),
                    "#!/bin/sh\nexec python3 " + python + " " + protocol + " " + attack + gob + "\n");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The answers of a plugin over net/rpc: of its control stream, of its own stream, and one that nobody asked for. */
    private static String replies() {
        GobTypes types = ArgoGobTypes.load();
        GobWriter control = new GobWriter(types);
        GobType noError = types.named("types.RpcError");
        List<String> ofControl = new ArrayList<>();
        ofControl.add(reply(control, types, 1, GobType.Basic.UINT, new GobValue.Uint(1)));
        for (int sequence = 2; sequence <= CONTROL_ANSWERS; sequence++) {
            ofControl.add(reply(control, types, sequence, GobType.Basic.UINT, new GobValue.Uint(1)));
        }
        GobWriter plugin = new GobWriter(types);
        String initialized = reply(plugin, types, 1, noError, new GobValue.Struct("RpcError", Map.of()));
        String unasked = reply(plugin, types, 1_000, noError, new GobValue.Struct("RpcError", Map.of()));
        return String.join(",", ofControl) + " " + initialized + " " + unasked;
    }

    private static String reply(GobWriter writer, GobTypes types, long sequence, GobType type, GobValue value) {
        ByteBuf out = Unpooled.buffer();
        writer.write(
                out,
                types.named("rpc.Response"),
                new GobValue.Struct("Response", Map.of("Seq", new GobValue.Uint(sequence))));
        writer.write(out, type, value);
        return ByteBufUtil.hexDump(out);
    }
}
