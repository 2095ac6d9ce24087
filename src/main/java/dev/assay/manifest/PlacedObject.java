package dev.assay.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An object of an input, and the place where it stands.
 *
 * @param source the name of the input, for instance of a file; empty for the only one
 * @param line where it begins, from 1; zero where the syntax does not tell
 */
public record PlacedObject(ObjectNode json, String source, int line) {
    /** An object whose place is not known. */
    public static PlacedObject of(ObjectNode json) {
        return new PlacedObject(json, "", 0);
    }

    /** {@code line 20}, {@code checks.yaml:20}, or {@code checks.yaml}; empty where nothing is known. */
    public String place() {
        if (line == 0) {
            return source;
        }
        return source.isEmpty() ? "line " + line : source + ":" + line;
    }
}
