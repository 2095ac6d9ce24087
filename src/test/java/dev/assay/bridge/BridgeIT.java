package dev.assay.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.testing.PluginProgram;
import dev.assay.testing.go.ArgoReference;
import dev.assay.testing.go.GoCommands;
import dev.assay.text.Json;
import dev.assay.wire.netrpc.ArgoGobTypes;
import dev.assay.wire.netrpc.DifferentialAnswers;
import dev.assay.wire.netrpc.DifferentialCorpus;
import dev.assay.wire.netrpc.DifferentialCorpus.Case;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Argo's own client with a Go plugin, and Argo's own client with the bridge to an Assay that hosts the same plugin: what
 * Argo gets is the same. The plugin answers with a digest of all that it received.
 *
 * <p>Accepted differences are those that are lost when Kubernetes stores an object as JSON: Go's zero time, an empty map in place
 * of none, the format of a quantity that is zero, and fractions of a second in the AnalysisRun.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BridgeIT {
    private static final String PLUGIN = "a/digest";
    private static final String HOST = "127.0.0.1";
    private static final List<String> VERBS = List.of("run", "resume", "terminate", "garbage-collect", "metadata");
    private static final int SHOWN = 1_500;

    /** In UTC it is of the year 10000, which Kubernetes writes and cannot read. */
    private static final String BEYOND_RFC_3339 = "9999-12-31T23:59:59.999999999-23:59";

    private static final Pattern ZERO_TIME = Pattern.compile("\\*?(\\.Time)? = (-62135596800\\.0+ .*|zero time)$");
    private static final Pattern FRACTION = Pattern.compile("(\\.Time = -?[0-9]+)\\.[0-9]+");

    private ArgoReference direct;
    private ArgoReference bridged;
    private Replica assay;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Path digest = GoCommands.executable("digest");
        int port = Replica.freePort(HOST);
        assay = new Replica(HOST, port, folder.resolve("assay"), Map.of(PLUGIN, "file://" + digest), List.of()).start();
        Path bridge = BridgeProgram.script(
                folder.resolve("bridge"), List.of(), List.of(PLUGIN, "--to", "http://" + HOST + ":" + port));
        direct = ArgoReference.start(Map.of(PLUGIN, digest), folder.resolve("direct.log"));
        bridged = ArgoReference.start(Map.of(PLUGIN, bridge), folder.resolve("bridged.log"));
    }

    @AfterAll
    void stop() throws IOException {
        if (bridged != null) {
            bridged.close();
        }
        if (direct != null) {
            direct.close();
        }
        if (assay != null) {
            assay.close();
        }
    }

    @Test
    void the_plugin_receives_all_that_argo_sends() throws IOException {
        agreeOnWhatIsReceived(new DifferentialCorpus(ArgoGobTypes.load())
                .held().stream().filter(one -> !one.body().toString().contains(BEYOND_RFC_3339)));
    }

    @Test
    void argo_gets_every_answer_as_the_plugin_gave_it() throws IOException {
        agree(DifferentialAnswers.all(), VERBS);
    }

    @Test
    void argo_gets_the_type_of_the_plugin() throws IOException {
        agree(Stream.of(new Case("type", Json.object("{}"))), List.of("type"));
    }

    @Test
    void a_run_of_more_than_a_megabyte_arrives() throws IOException {
        ObjectNode body = Json.object("{\"metric\":{\"name\":\"m\"}}");
        body.putObject("analysisRun")
                .putObject("metadata")
                .putObject("annotations")
                .put("a", "x".repeat(1_400_000));

        agree(Stream.of(new Case("large", body)), List.of("run", "resume"));
    }

    @Test
    void wrong_arguments_end_it_with_every_fault_and_code_2() throws Exception {
        try (PluginProgram program = PluginProgram.command(
                BridgeProgram.command(List.of(), List.of("digest", "--too=http://x")),
                Map.of("ARGO_ROLLOUTS_RPC_PLUGIN", "metricprovider"))) {
            assertThat(program.readLine()).isNull();
            assertThat(program.awaitExit()).isEqualTo(2);
            assertThat(program.stderr())
                    .startsWith("tried to read --too, but there is no such option; write --to")
                    .anyMatch(line -> line.startsWith("tried to read the plugin \"digest\""))
                    .anyMatch(line -> line.startsWith("usage: assay bridge"));
        }
    }

    private void agree(Stream<Case> cases, List<String> verbs) throws IOException {
        List<String> differences = new ArrayList<>();
        for (Case one : cases.toList()) {
            for (String verb : verbs) {
                JsonNode expected = stored(direct.ask(PLUGIN, verb, one.body()));
                JsonNode found = stored(bridged.ask(PLUGIN, verb, one.body()));
                if (!found.equals(expected)) {
                    differences.add(
                            one + ", " + verb + ":\n" + cut(expected.toString()) + "\n" + cut(found.toString()));
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    /** The answers hold a digest of what was received. Where it differs, what was received is compared. */
    private void agreeOnWhatIsReceived(Stream<Case> cases) throws IOException {
        List<String> differences = new ArrayList<>();
        for (Case one : cases.toList()) {
            for (String verb : VERBS) {
                JsonNode expected = direct.ask(PLUGIN, verb, one.body());
                if (!bridged.ask(PLUGIN, verb, one.body()).equals(expected)) {
                    String difference = difference(one, verb);
                    if (!difference.isEmpty()) {
                        differences.add(one + ", " + verb + ":\n" + difference);
                    }
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    /** The received values that are not equal; empty where all differences are accepted. */
    private String difference(Case one, String verb) throws IOException {
        ObjectNode dumped = one.body().deepCopy();
        dumped.withObjectProperty("metric")
                .withObjectProperty("provider")
                .putObject("plugin")
                .putObject(PLUGIN)
                .put("dump", true);
        List<String> received = received(direct.ask(PLUGIN, verb, dumped));
        List<String> receivedByBridge = received(bridged.ask(PLUGIN, verb, dumped));
        List<String> lost = new ArrayList<>(received);
        lost.removeAll(receivedByBridge);
        receivedByBridge.removeAll(received);
        return lost.isEmpty() && receivedByBridge.isEmpty() && !received.isEmpty()
                ? ""
                : cut("lost: " + lost + "\nfound instead: " + receivedByBridge);
    }

    /** The lines of the dump that the plugin makes of all that it received. */
    private static List<String> received(JsonNode whole) {
        JsonNode answer = whole.path("answer");
        String text = answer.at("/metadata/dump").asText()
                + answer.path("dump").asText()
                + answer.path("error").asText();
        return text.lines()
                .filter(line -> line.contains(" = "))
                .map(line -> ZERO_TIME.matcher(line).replaceFirst(" = nil"))
                .map(line -> FRACTION.matcher(line).replaceFirst("$1"))
                .map(line -> line.replaceFirst(" = 0 entries$", " = nil"))
                .map(line -> line.replaceFirst("Format = \"\"$", "Format = \"DecimalSI\""))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** The answer as Argo stores it: without Go's zero time, and with an empty map for a nil one. */
    private static JsonNode stored(JsonNode whole) {
        JsonNode answer = whole.path("answer");
        if (answer.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (answer instanceof ObjectNode object) {
            List.of("startedAt", "finishedAt", "resumeAt").forEach(time -> {
                if (object.path(time).isNull()) {
                    object.remove(time);
                }
            });
        }
        return whole;
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
