package dev.assay.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.text.DocumentException;
import dev.assay.text.GoTime;
import dev.assay.text.JsonFields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A measurement as Go's {@code encoding/json} writes and reads {@code v1alpha1.Measurement}
 * ({@code pkg/apis/rollouts/v1alpha1/analysis_types.go}): {@code phase} always, the others when not empty, in the order
 * of the Go type; metadata by sorted key; times as {@code 2006-01-02T15:04:05Z}.
 */
public final class MeasurementJson {
    private MeasurementJson() {}

    /** A new node, the caller's own. */
    public static ObjectNode write(Measurement measurement) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("phase", measurement.phase().text());
        JsonFields.put(json, "message", measurement.message());
        JsonFields.put(json, "startedAt", measurement.startedAt());
        JsonFields.put(json, "finishedAt", measurement.finishedAt());
        JsonFields.put(json, "value", measurement.value());
        JsonFields.put(json, "metadata", measurement.metadata());
        JsonFields.put(json, "resumeAt", measurement.resumeAt());
        return json;
    }

    /**
     * Reads a measurement; what is absent or null is empty, what is unknown is left out.
     *
     * @param json an object, or null
     * @throws DocumentException when a field has the wrong type
     */
    public static Measurement read(JsonNode json) {
        if (json.isNull() || json.isMissingNode()) {
            return Measurement.EMPTY;
        }
        if (!(json instanceof ObjectNode object)) {
            throw JsonFields.wrongType("measurement", "an object", json);
        }
        return new Measurement(
                new Phase(text(object, "phase")),
                text(object, "message"),
                time(object, "startedAt"),
                time(object, "finishedAt"),
                text(object, "value"),
                JsonFields.texts(object, "metadata", "measurement."),
                time(object, "resumeAt"));
    }

    private static String text(ObjectNode json, String field) {
        return JsonFields.text(json, field, "measurement.");
    }

    private static @Nullable Instant time(ObjectNode json, String field) {
        if (!json.hasNonNull(field)) {
            return null;
        }
        @Nullable Instant time = GoTime.read(text(json, field));
        if (time == null) {
            throw new DocumentException(
                    "read measurement." + field + " as a time",
                    "found \"" + text(json, field) + "\"",
                    "write a time such as 2006-01-02T15:04:05Z");
        }
        return time;
    }
}
