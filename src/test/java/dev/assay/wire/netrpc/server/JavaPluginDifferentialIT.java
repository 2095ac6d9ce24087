package dev.assay.wire.netrpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.testing.PluginProgram;
import dev.assay.testing.go.ArgoReference;
import dev.assay.testing.go.GoCommands;
import dev.assay.text.DocumentException;
import dev.assay.text.Json;
import dev.assay.wire.netrpc.ArgoGobTypes;
import dev.assay.wire.netrpc.Differential;
import dev.assay.wire.netrpc.DifferentialAnswers;
import dev.assay.wire.netrpc.DifferentialCorpus;
import dev.assay.wire.netrpc.DifferentialCorpus.Case;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Argo's own client with a plugin in Java and with one in Go, over a large corpus: both saw the same, and both answers are
 * the same to Argo. What they saw is compared as JSON.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaPluginDifferentialIT {
    private static final String GO = "a/digest";
    private static final String JAVA = "a/java";
    private static final int SHOWN = 20;

    private final DifferentialCorpus corpus = new DifferentialCorpus(ArgoGobTypes.load());
    private ArgoReference argo;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path go = Path.of(GoCommands.executable("digest") + ",-json");
        Path java = PluginProgram.executable(folder, ReceivedPlugin.class);
        argo = ArgoReference.start(Map.of(GO, go, JAVA, java), folder.resolve("argo.log"));
    }

    @AfterAll
    void stop() throws IOException {
        if (argo != null) {
            argo.close();
        }
    }

    @Test
    void a_java_plugin_sees_what_a_go_plugin_sees_and_argo_hears_the_same_of_both() throws IOException {
        List<Case> cases = corpus.held();
        assertThat(cases).hasSizeGreaterThan(200);
        agree(cases.stream(), Differential.VERBS);
    }

    @Test
    void odd_values_arrive_alike() throws IOException {
        agree(corpus.odd(), List.of("resume"));
        agree(corpus.mutilated(200), List.of("terminate"));
    }

    @Test
    void answers_and_errors_of_all_kinds_arrive_alike() throws IOException {
        agree(DifferentialAnswers.all(), Differential.VERBS);
        agree(Stream.of(new Case("type", Json.object("{}"))), List.of("type"));
    }

    private void agree(Stream<Case> cases, List<String> verbs) throws IOException {
        List<String> differences = new ArrayList<>();
        for (Case one : cases.toList()) {
            for (String verb : verbs) {
                JsonNode expected = argo.ask(GO, verb, one.body());
                JsonNode found = argo.ask(JAVA, verb, one.body());
                if (!comparable(found).equals(comparable(expected)) && differences.size() < SHOWN) {
                    differences.add(one + ", " + verb + ":\n" + cut(expected) + "\n" + cut(found));
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    /**
     * With the texts that are JSON as JSON. A Go plugin can return a nil map of metadata, and Go's zero time where there is
     * no time; in Java both are absent.
     */
    private static JsonNode comparable(JsonNode answer) {
        ObjectNode comparable = answer.deepCopy();
        JsonNode inner = comparable.path("answer");
        if (inner.isNull()) {
            comparable.putObject("answer");
        } else if (inner instanceof ObjectNode object) {
            parse(object, "dump");
            parse(object, "error");
            withoutZeroTimes(object);
            if (object.path("metadata") instanceof ObjectNode metadata) {
                parse(metadata, "dump");
            }
        }
        return comparable;
    }

    /** A text that ends with JSON becomes what precedes it, and the JSON. */
    private static void parse(ObjectNode object, String field) {
        String text = object.path(field).asText("");
        int start = text.indexOf('{');
        if (start < 0) {
            return;
        }
        try {
            JsonNode json = Json.lenientValue(text.substring(start));
            if (json.path("measurement") instanceof ObjectNode measurement) {
                withoutZeroTimes(measurement);
            }
            object.putArray(field).add(text.substring(0, start)).add(json);
        } catch (DocumentException e) {
            // The order was to answer with this.
            object.put(field, text);
        }
    }

    private static void withoutZeroTimes(ObjectNode measurement) {
        for (String time : List.of("startedAt", "finishedAt", "resumeAt")) {
            if (measurement.path(time).isNull()) {
                measurement.remove(time);
            }
        }
    }

    private static String cut(JsonNode answer) {
        String text = answer.toString();
        return text.length() <= 3000 ? text : text.substring(0, 3000) + "...";
    }
}
