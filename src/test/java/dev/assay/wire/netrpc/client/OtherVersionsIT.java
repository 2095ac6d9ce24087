package dev.assay.wire.netrpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.config.PluginSpec;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginStatus;
import dev.assay.metric.Caller;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.RealHost;
import dev.assay.testing.SpecBuilder;
import dev.assay.testing.go.GoCommands;
import dev.assay.text.Json;
import dev.assay.wire.netrpc.ArgoGobTypes;
import dev.assay.wire.netrpc.Differential;
import dev.assay.wire.netrpc.DifferentialAnswers;
import dev.assay.wire.netrpc.DifferentialCorpus;
import dev.assay.wire.netrpc.DifferentialCorpus.Case;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plugins that were built from the oldest Argo Rollouts that has them, with the oldest go-plugin that is met, and with the
 * newest go-plugin. Argo's client is of the newest Argo throughout, as Assay's types are: so what an old plugin does not
 * know is sent to it too.
 */
class OtherVersionsIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private final DifferentialCorpus corpus = new DifferentialCorpus(ArgoGobTypes.load());

    @ParameterizedTest
    @ValueSource(strings = {"argo-1.5", "go-plugin-1.8"})
    void all_verbs_answer_as_argos_client_has_it(String versions) throws Exception {
        try (Differential both = new Differential(GoCommands.executable("digest", versions), folder)) {
            both.agree(corpus.held().stream().map(OtherVersionsIT::readable), Differential.VERBS);
            both.agree(DifferentialAnswers.all(), Differential.VERBS);
            both.agree(Stream.of(new Case("type", Json.object("{}"))), List.of("type"));
        }
    }

    /** The one field, of all that there are, whose type has changed so that Go cannot read it: see {@link #readable}. */
    @Test
    void a_request_that_an_old_plugin_cannot_read_fails_as_with_argos_client() throws Exception {
        ObjectNode body = Json.object("""
                {"metric": {"provider": {"job": {"spec": {"template": {"spec": {"volumes": [{"ephemeral": {
                  "volumeClaimTemplate": {"spec": {"dataSourceRef": {"namespace": "n"}}}}}]}}}}}}}
                """);
        try (Differential both = new Differential(GoCommands.executable("digest", "argo-1.5"), folder)) {
            assertThat(both.fromArgo("run", body).path("message").asText())
                    .startsWith("Run rpc call error: ")
                    .contains("gob: bad data: field numbers out of bounds");
            assertThat(both.fromAssay("run", body).path("message").asText())
                    .startsWith("Run rpc call error: ")
                    .contains("could not read the request (gob: bad data: field numbers out of bounds)");
            both.agree(Stream.of(new Case("afterwards", Json.object("{}"))), Differential.VERBS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"argo-1.5", "go-plugin-1.8"})
    void printed_lines_are_logged_once(String versions) throws Exception {
        try (Differential both = new Differential(GoCommands.executable("digest", versions), folder)) {
            Object unused = both.fromAssay("run", said("hello"));
            Object unusedToo = both.fromAssay("run", said("bye"));
            await().atMost(LONG).untilAsserted(() -> assertThat(both.host().log())
                    .filteredOn(line -> line.contains(" on std"))
                    .containsExactlyInAnyOrder(
                            "a/digest: hello on stdout",
                            "a/digest: hello on stderr",
                            "a/digest: bye on stdout",
                            "a/digest: bye on stderr"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"argo-1.5", "go-plugin-1.8"})
    void it_answers_over_tls_too(String versions) {
        PluginSpec plugin = RealHost.spec("a/digest", GoCommands.executable("digest", versions));
        Map<String, String> settings = Map.of("assay.plugins.auto-mtls", "true");
        try (RealHost real = new RealHost(folder.resolve("store"), settings, List.of(plugin))) {
            real.host().boot().await().atMost(LONG);
            assertThat(real.host()
                            .provider("a/digest", Caller.ASSAY)
                            .orElseThrow()
                            .type()
                            .await()
                            .atMost(LONG))
                    .isEqualTo("digest");
        }
    }

    /** Its go-plugin makes the socket among the temporary files, whatever folder for sockets it is told. */
    @Test
    void the_socket_of_an_old_one_that_is_killed_is_removed() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("t"));
        PluginSpec plugin = new SpecBuilder(
                        "a/digest", GoCommands.executable("digest", "argo-1.5").toUri())
                .env("TMPDIR", temporary.toString())
                .build();
        try (RealHost real = new RealHost(folder.resolve("store"), Map.of(), List.of(plugin))) {
            real.host().boot().await().atMost(LONG);
            assertThat(temporary).isDirectoryContaining("glob:**/plugin*");
            long pid = real.host().plugin("a/digest").orElseThrow().pid().orElseThrow();
            boolean unused = ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            await().atMost(LONG).until(() -> {
                PluginStatus status = real.host().plugin("a/digest").orElseThrow();
                return status.state() == PluginState.READY && status.restarts() == 1;
            });
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(temporary.toFile().list()).hasSize(1));
        }
        assertThat(temporary).isEmptyDirectory();
    }

    /** Without the fourth field of what had three until Kubernetes 1.26. */
    private static Case readable(Case one) {
        ObjectNode body = one.body().deepCopy();
        body.findValues("dataSourceRef").forEach(reference -> {
            if (reference instanceof ObjectNode object) {
                object.remove("namespace");
            }
        });
        return new Case(one.name(), body);
    }

    private static ObjectNode said(String text) {
        String order = "{'metric':{'provider':{'plugin':{'a/digest':{'say':'" + text + "'}}}}}";
        return Json.object(order.replace('\'', '"'));
    }
}
