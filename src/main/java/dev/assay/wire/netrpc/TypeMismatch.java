package dev.assay.wire.netrpc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.text.ForeignText;
import dev.assay.text.JsonFields;

/** A piece of JSON that its place in a Go type cannot hold. The place becomes known on the way out. */
final class TypeMismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The longest part of a value that a message quotes. */
    private static final int MAX_QUOTED = 100;

    private final String wanted;
    private final String found;
    private final StringBuilder place = new StringBuilder();

    /** @param wanted what the place can hold, for instance {@code an integer} */
    TypeMismatch(String wanted, JsonNode found) {
        super(null, null, false, false);
        this.wanted = wanted;
        this.found = JsonFields.kind(found)
                + (found.isValueNode() ? " (" + ForeignText.shortened(found.asText(), MAX_QUOTED) + ")" : "");
    }

    /** The object, in which the place so far is under this key. */
    TypeMismatch under(String key) {
        String dot = place.isEmpty() || place.charAt(0) == '[' ? "" : ".";
        place.insert(0, key + dot);
        return this;
    }

    /** The list, in which the place so far is at this index. */
    TypeMismatch at(int index) {
        String dot = place.isEmpty() || place.charAt(0) == '[' ? "" : ".";
        place.insert(0, "[" + index + "]" + dot);
        return this;
    }

    /** The path of the value, for instance {@code spec.metrics[0].count}; empty for the whole document. */
    String place() {
        return place.toString();
    }

    String wanted() {
        return wanted;
    }

    String found() {
        return found;
    }

    @Override
    public String getMessage() {
        return place + ": " + wanted + " is wanted, but there is " + found;
    }
}
