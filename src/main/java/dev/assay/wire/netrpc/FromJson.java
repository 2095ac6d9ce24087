package dev.assay.wire.netrpc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.wire.gob.GobValue;

/** Makes a value of one Go type from JSON. Stateless. */
interface FromJson {
    /**
     * @param json is null only if {@link #takesNull()}
     * @throws TypeMismatch for what the type cannot hold
     */
    GobValue read(JsonNode json);

    /** What null is in a list or as the value of a map: Go's zero value. */
    GobValue zero();

    /** Whether null is a value, as of {@code json.RawMessage}; elsewhere it is like absent. */
    default boolean takesNull() {
        return false;
    }
}
