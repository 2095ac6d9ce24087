package dev.assay.api;

import java.util.Arrays;
import java.util.List;

/** The verbs of a plugin that a caller may use. */
enum Verb {
    RUN("run"),
    RESUME("resume"),
    TERMINATE("terminate"),
    GARBAGE_COLLECT("garbage-collect"),
    METADATA("metadata"),
    TYPE("type");

    private final String path;

    Verb(String path) {
        this.path = path;
    }

    /** @throws RefusedException with the verbs that exist */
    static Verb of(String path) {
        for (Verb verb : values()) {
            if (verb.path.equals(path)) {
                return verb;
            }
        }
        List<String> known = Arrays.stream(values()).map(verb -> verb.path).toList();
        throw Problems.unknownVerb(path, known);
    }
}
