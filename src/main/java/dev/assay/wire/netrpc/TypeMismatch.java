package dev.assay.wire.netrpc;

import com.fasterxml.jackson.databind.JsonNode;

/** A piece of JSON that its place in a Go type cannot hold. The place becomes known on the way out. */
final class TypeMismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** As much of a value as a message quotes. */
    private static final int MAX_QUOTED = 100;

    private final String wanted;
    private final String found;
    private final StringBuilder place = new StringBuilder();

    /** @param wanted what the place can hold, for instance {@code an integer} */
    TypeMismatch(String wanted, JsonNode found) {
        super(null, null, false, false);
        this.wanted = wanted;
        this.found = kind(found) + (found.isValueNode() ? " (" + shortened(found.asText()) + ")" : "");
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

    /** For instance {@code spec.metrics[0].count}; empty where the whole is meant. */
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

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            default -> "null";
        };
    }

    private static String shortened(String text) {
        return text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "...";
    }
}
