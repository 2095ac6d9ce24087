package dev.assay.wire.gob;

import org.jspecify.annotations.Nullable;

/** A type that another one's definition names by its id; its own definition may come later, before the first value. */
final class TypeReference {
    private final ReceivedTypes types;
    private final long id;
    private @Nullable ReceivedType found;

    TypeReference(ReceivedTypes types, long id) {
        this.types = types;
        this.id = id;
    }

    TypeReference(ReceivedTypes types, ReceivedType known) {
        this(types, 0);
        this.found = known;
    }

    ReceivedType get(GobInput in) {
        ReceivedType type = found;
        if (type == null) {
            type = types.get(id, in);
            found = type;
        }
        return type;
    }
}
