package dev.assay.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A measurement as Go's {@code encoding/json} writes and reads {@code v1alpha1.Measurement}
 * ({@code pkg/apis/rollouts/v1alpha1/analysis_types.go}): {@code phase} always, the others when not empty, in the order
 * of the Go type; metadata by sorted key; times as {@code 2006-01-02T15:04:05Z}.
 */
public final class MeasurementJson {
    private MeasurementJson() {}

    /** A new node, the caller's own. */
    public static ObjectNode write(Measurement measurement) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a measurement; what is absent or null is empty, what is unknown is left out.
     *
     * @param json an object, or null
     * @throws ManifestException when a field has the wrong type
     */
    public static Measurement read(JsonNode json) {
        throw new UnsupportedOperationException();
    }
}
