package dev.assay.measure;

import java.util.Arrays;
import java.util.List;

/** The verbs of a plugin that a caller may use. */
public enum PluginCallKind {
    RUN("run"),
    RESUME("resume"),
    TERMINATE("terminate"),
    GARBAGE_COLLECT("garbage-collect"),
    METADATA("metadata"),
    TYPE("type");

    private final String path;

    PluginCallKind(String path) {
        this.path = path;
    }

    /** @throws RefusedException with the verbs that exist */
    public static PluginCallKind of(String path) {
        for (PluginCallKind verb : values()) {
            if (verb.path.equals(path)) {
                return verb;
            }
        }
        List<String> known = Arrays.stream(values()).map(verb -> verb.path).toList();
        throw Problems.unknownVerb(path, known);
    }
}
