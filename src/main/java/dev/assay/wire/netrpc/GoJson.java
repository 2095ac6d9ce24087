package dev.assay.wire.netrpc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.metric.CallException;
import dev.assay.wire.gob.GobType;
import dev.assay.wire.gob.GobTypes;
import dev.assay.wire.gob.GobValue;
import java.time.ZoneId;
import java.util.Map;

/**
 * Values of Argo's types from JSON, with the rules of Go's {@code encoding/json} as Kubernetes' clients use it: keys are
 * case-sensitive, null is like absent, and what cannot be held is refused. Thread-safe.
 */
final class GoJson {
    private static final String PACKAGE = "v1alpha1.";

    private final Map<String, FromJson> roots;

    /**
     * @param local the zone of the host, into which Go brings each time that it reads
     * @param unknown hears of fields that Argo does not have
     */
    GoJson(GobTypes types, ZoneId local, UnknownFieldListener unknown) {
        JsonTypes json = new JsonTypes(new JsonForms(local), unknown);
        this.roots = Map.of(
                "v1alpha1.AnalysisRun", json.of(types.named("v1alpha1.AnalysisRun")),
                "v1alpha1.Metric", json.of(types.named("v1alpha1.Metric")));
    }

    /**
     * @param type {@code v1alpha1.AnalysisRun} or {@code v1alpha1.Metric}
     * @throws CallException when the type cannot hold a part of it, which is then named
     */
    GobValue value(JsonNode json, GobType type) {
        String name = ((GobType.StructOf) type).name();
        FromJson reading = roots.get(name);
        if (reading == null) {
            throw new IllegalArgumentException(name + " is not read from JSON");
        }
        try {
            return reading.read(json);
        } catch (TypeMismatch e) {
            throw refusal(name.substring(PACKAGE.length()), e);
        }
    }

    private static CallException refusal(String type, TypeMismatch mismatch) {
        String place = mismatch.place().isEmpty() ? "the " + type : mismatch.place() + " of the " + type;
        return new CallException(
                CallException.Remedy.CONFIGURE,
                "tried to send " + place + " to the plugin as " + mismatch.wanted() + ", but found " + mismatch.found()
                        + "; write " + mismatch.wanted());
    }
}
