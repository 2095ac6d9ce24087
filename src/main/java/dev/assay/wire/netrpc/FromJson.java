package dev.assay.wire.netrpc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.wire.gob.GobValue;

/** A reader of JSON as a value of one Go type. Stateless. */
interface FromJson {
    /**
     * @param json is null only if {@link #takesNull()}
     * @throws TypeMismatch for what the type cannot hold
     */
    GobValue read(JsonNode json);

    /** Go's zero value, for null in a list or as the value of a map. */
    GobValue zero();

    /** Whether null is a value, as for {@code json.RawMessage}. Elsewhere null is like absent. */
    default boolean takesNull() {
        return false;
    }
}
