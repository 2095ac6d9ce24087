package dev.assay.wire.netrpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.api.plugin.HttpVerbs;
import dev.assay.metric.Caller;
import dev.assay.metric.MetricProvider;
import dev.assay.testing.RealHost;
import dev.assay.testing.go.ArgoReference;
import dev.assay.wire.netrpc.DifferentialCorpus.Case;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Requests that are sent through Assay and through Argo's own client, to a plugin that answers with a digest of all that it
 * received. The answers are equal, or neither sends the request.
 *
 * <p>Accepted differences:
 *
 * <ul>
 *   <li>{@link #noMetadata}: metadata of a plugin that returns a nil map is {@code null} in Go's JSON and an empty
 *       object in Assay's, where clients always get an object.
 *   <li>{@link #noTime}: Go's zero time, where a plugin sets it, is {@code null} in Go's JSON and left out of Assay's; to
 *       a reader of either there is no time.
 *   <li>{@link #noEmptyMetadata}: {@code "metadata":{}} of a measurement is an empty map in Go and is sent, whereas in
 *       Assay it is like none. Argo's JSON leaves out an empty map, so its controller never sends one.
 *   <li>Argo's client is given the JSON as Assay holds it: spaces and escapes between which JSON does not distinguish
 *       are not kept.
 * </ul>
 */
public final class Differential implements AutoCloseable {
    public static final List<String> VERBS = List.of("run", "resume", "terminate", "garbage-collect", "metadata");

    private static final String PLUGIN = DifferentialCorpus.PLUGIN;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SHOWN = 40;
    private static final ObjectNode REFUSED =
            JsonNodeFactory.instance.objectNode().put("refused", "the request");

    private final RealHost host;
    private final ArgoReference argo;
    private final MetricProvider assay;

    /**
     * Starts both.
     *
     * @param digest the plugin's executable
     * @param folder for what they keep
     */
    public Differential(Path digest, Path folder) throws IOException {
        argo = ArgoReference.start(Map.of(PLUGIN, digest), folder.resolve("argo.log"));
        host = new RealHost(folder.resolve("store"), Map.of(), List.of(RealHost.spec(PLUGIN, digest)));
        host.host().boot().await().atMost(SOON);
        assay = host.host().provider(PLUGIN, Caller.ASSAY).orElseThrow();
    }

    public RealHost host() {
        return host;
    }

    @Override
    public void close() throws IOException {
        host.close();
        argo.close();
    }

    public void agree(Stream<Case> cases, List<String> verbs) throws IOException {
        List<String> differences = new ArrayList<>();
        for (Case one : cases.toList()) {
            for (String verb : verbs) {
                JsonNode expected = fromArgo(verb, one.body());
                JsonNode found = fromAssay(verb, one.body());
                if (!found.equals(expected) && differences.size() < SHOWN) {
                    differences.add(one + ", " + verb + ":\n" + difference(one, verb, expected, found));
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    public JsonNode fromArgo(String verb, ObjectNode body) throws IOException {
        JsonNode answer = argo.ask(PLUGIN, verb, noEmptyMetadata(body));
        return answer.has("refused") ? REFUSED : noTime(noMetadata(answer.path("answer")));
    }

    private static JsonNode noTime(JsonNode answer) {
        answer.propertyStream()
                .filter(property ->
                        property.getKey().endsWith("At") && property.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList()
                .forEach(((ObjectNode) answer)::remove);
        return answer;
    }

    private static JsonNode noMetadata(JsonNode answer) {
        return answer.isNull() ? JsonNodeFactory.instance.objectNode() : answer;
    }

    private static ObjectNode noEmptyMetadata(ObjectNode body) {
        JsonNode metadata = body.at("/measurement/metadata");
        if (!metadata.isObject() || !metadata.isEmpty()) {
            return body;
        }
        ObjectNode without = body.deepCopy();
        without.withObjectProperty("measurement").remove("metadata");
        return without;
    }

    public JsonNode fromAssay(String verb, ObjectNode body) {
        Optional<Uni<ObjectNode>> call = HttpVerbs.call(assay, verb, body);
        if (call.isEmpty()) {
            return REFUSED;
        }
        JsonNode answer = call.get().await().atMost(SOON);
        boolean refused = Stream.of(answer.path("message"), answer.path("error"))
                .anyMatch(text -> text.asText().contains(" rpc call error: tried to send "));
        return refused ? REFUSED : answer;
    }

    /** The difference of the answers, or of the received values where the answers differ by their digest. */
    private String difference(Case one, String verb, JsonNode expected, JsonNode found) throws IOException {
        if (expected.equals(REFUSED)) {
            return "Argo refuses: "
                    + argo.ask(PLUGIN, verb, one.body()).path("refused").asText();
        } else if (found.equals(REFUSED)) {
            return "Assay refuses: "
                    + HttpVerbs.call(assay, verb, one.body())
                            .map(call -> call.await().atMost(SOON));
        }
        ObjectNode dumped = one.body().deepCopy();
        dumped.withObjectProperty("metric")
                .withObjectProperty("provider")
                .putObject("plugin")
                .putObject(PLUGIN)
                .put("dump", true);
        List<String> argos = lines(fromArgo(verb, dumped));
        List<String> assays = lines(fromAssay(verb, dumped));
        List<String> only = new ArrayList<>(argos);
        only.removeAll(assays);
        assays.removeAll(argos);
        String answers = cut(expected.toString()) + "\n" + cut(found.toString());
        return answers + "\nonly Argo: " + cut(String.join("\n  ", only)) + "\nonly Assay: "
                + cut(String.join("\n  ", assays));
    }

    private static List<String> lines(JsonNode answer) {
        return new ArrayList<>(
                (answer.at("/metadata/dump").asText() + answer.path("dump").asText())
                        .lines()
                        .toList());
    }

    private static String cut(String text) {
        return text.length() <= 1500 ? text : text.substring(0, 1500) + "...";
    }
}
