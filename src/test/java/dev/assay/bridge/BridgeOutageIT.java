package dev.assay.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.testing.go.ArgoReference;
import dev.assay.testing.go.GoCommands;
import dev.assay.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Argo's own client with the bridge, while Assays come and go. The bridge finds them by one name. */
class BridgeOutageIT {
    private static final String PLUGIN = "a/digest";
    private static final String NAME = "assay.test";
    private static final String FIRST = "127.0.0.1";
    private static final String SECOND = "127.0.0.2";
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String UNREACHABLE =
            "Run rpc call error: tried to run a metric with plugin a/digest through Assay at http://assay.test:";

    @TempDir
    private Path folder;

    private Path hosts;
    private int port;
    private Replica first;
    private Replica second;
    private ArgoReference argo;

    @BeforeEach
    void prepare() throws Exception {
        Map<String, String> plugins = Map.of(PLUGIN, "file://" + GoCommands.executable("digest"));
        port = Replica.freePort(FIRST);
        first = new Replica(FIRST, port, folder.resolve("first"), plugins, List.of());
        // It may have gone before the bridge, which tries every two seconds, has reached the one that is back.
        second = new Replica(SECOND, port, folder.resolve("second"), plugins, List.of("-Dassay.stop.delay=0s"));
        hosts = folder.resolve("hosts");
        publish(FIRST);
        // The file takes the place of DNS. The JDK reads it at each question.
        Path bridge = BridgeProgram.script(
                folder.resolve("bridge"),
                List.of("-Djdk.net.hosts.file=" + hosts),
                List.of(PLUGIN, "--to", "http://" + NAME + ":" + port, "--wait", "6s"));
        argo = ArgoReference.start(Map.of(PLUGIN, bridge), folder.resolve("argo.log"));
    }

    @AfterEach
    void stop() throws IOException {
        argo.close();
        first.close();
        second.close();
    }

    @Test
    void argo_starts_without_assay_gets_errors_that_say_why_and_answers_once_assay_is_there() throws Exception {
        JsonNode lost = run();

        assertThat(lost.path("phase").asText()).isEqualTo("Error");
        assertThat(lost.path("finishedAt").asText()).isNotEmpty();
        assertThat(lost.path("message").asText())
                .startsWith(UNREACHABLE + port + ", but Assay cannot be reached (")
                .contains("Connection refused")
                .endsWith("see that it runs, and that --to is right");

        first.start();
        await().atMost(LONG).until(this::succeeds);

        first.kill();
        assertThat(run().path("message").asText()).startsWith(UNREACHABLE);
        first.start();
        await().atMost(LONG).until(this::succeeds);
        assertThat(Files.readString(folder.resolve("argo.log")))
                .contains("Assay at http://assay.test:" + port + " answers again");
    }

    @Test
    void a_replica_that_is_killed_or_stopped_takes_no_call_with_it_that_comes_later() throws Exception {
        publish(FIRST, SECOND);
        first.start();
        second.start();
        for (int i = 0; i < 50; i++) {
            assertSuccess();
        }

        first.kill();
        // A call may have been sent at the moment of the end, but this client sends one after the other.
        for (int i = 0; i < 50; i++) {
            assertSuccess();
        }

        first.start();
        second.terminate();
        while (second.isAlive()) {
            assertSuccess();
        }
        for (int i = 0; i < 50; i++) {
            assertSuccess();
        }
    }

    @Test
    void calls_to_a_frozen_assay_end_long_before_their_time_is_over_and_go_on_once_it_thaws() throws Exception {
        first.start();
        assertSuccess();

        first.freeze();
        long begin = System.nanoTime();
        String sent = run().path("message").asText();
        String later = run().path("message").asText();
        Duration spent = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(sent)
                .startsWith(UNREACHABLE + port + ", but the connection was lost before the answer came (")
                .endsWith("see whether Assay was stopped");
        assertThat(later).startsWith(UNREACHABLE + port + ", but Assay cannot be reached");
        assertThat(spent).isLessThan(Duration.ofSeconds(75));

        first.thaw();
        await().atMost(LONG).until(this::succeeds);
    }

    @Test
    void replicas_that_dns_names_later_are_found() throws Exception {
        first.start();
        assertSuccess();
        second.start();
        publish(SECOND);
        first.kill();

        await().atMost(LONG).until(this::succeeds);
        for (int i = 0; i < 10; i++) {
            assertSuccess();
        }
    }

    private void publish(String... addresses) throws IOException {
        Path next = Files.writeString(
                folder.resolve("hosts.next"),
                Stream.of(addresses).map(address -> address + " " + NAME).collect(Collectors.joining("\n", "", "\n")));
        Files.move(next, hosts, StandardCopyOption.REPLACE_EXISTING);
    }

    private void assertSuccess() throws IOException {
        JsonNode measurement = run();
        assertThat(measurement.path("phase").asText())
                .as(measurement.toString())
                .isEqualTo("Successful");
    }

    private boolean succeeds() throws IOException {
        return run().path("phase").asText().equals("Successful");
    }

    private JsonNode run() throws IOException {
        return argo.ask(PLUGIN, "run", Json.object("{\"metric\":{\"provider\":{\"plugin\":{\"a/digest\":{}}}}}"))
                .path("answer");
    }
}
