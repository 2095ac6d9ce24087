package dev.assay.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.measure.PluginCallKind;
import dev.assay.measure.PluginCallRequest;
import dev.assay.measure.PluginCalls;
import dev.assay.measure.RefusedException;
import dev.assay.metric.MetricProvider;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** What the verbs' resources make of a body, for tests of other rooms, without HTTP around it. */
public final class HttpVerbs {
    private HttpVerbs() {}

    /**
     * The answer as it is written.
     *
     * @param verb as it stands in the path
     * @return empty where the body is refused
     */
    public static Optional<Uni<ObjectNode>> call(MetricProvider provider, String verb, ObjectNode body) {
        try {
            return Optional.of(PluginCalls.call(provider, PluginCallKind.of(verb), PluginCallRequest.read(body)));
        } catch (RefusedException refused) {
            return Optional.empty();
        }
    }
}
