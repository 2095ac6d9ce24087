package dev.assay.api.plugin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.measure.RequestRefusedException;
import dev.assay.metric.MetricProvider;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Calls of verbs as over HTTP, without HTTP around them, for tests of other rooms. */
public final class HttpVerbs {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HttpVerbs() {}

    /**
     * The answer as it is written.
     *
     * @param verb as it stands in the path
     * @return empty where the body is refused
     */
    public static Optional<Uni<ObjectNode>> call(MetricProvider provider, String verb, ObjectNode body) {
        try {
            Uni<Object> answer = PluginCallKind.of(verb).call(provider, PluginCallRequest.read(body), bytes -> {});
            return Optional.of(answer.map(HttpVerbs::json));
        } catch (RequestRefusedException refused) {
            return Optional.empty();
        }
    }

    private static ObjectNode json(Object answer) {
        return JSON.valueToTree(answer);
    }
}
