package dev.assay.measure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Why a request is refused: a problem of RFC 9457, without its {@code instance}.
 *
 * @param kind what sort of problem it is, once and for all: the last part of its {@code type}; empty when there is
 *     nothing to say beyond the status
 * @param detail a sentence for the caller: what was tried, why not, what to do
 * @param names further members that hold lists of strings, for instance the {@code faults} of an analysis
 */
public record Problem(int status, String kind, String title, String detail, Map<String, List<String>> names) {
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPES = "urn:assay:problem:";

    public Problem {
        names = Map.copyOf(names);
    }

    public Problem(int status, String kind, String title, String detail) {
        this(status, kind, title, detail, Map.of());
    }

    /** @param instance the path that was asked for */
    public ObjectNode json(String instance) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", kind.isEmpty() ? "about:blank" : TYPES + kind);
        json.put("title", title);
        json.put("status", status);
        json.put("detail", detail);
        json.put("instance", instance);
        names.forEach((member, values) -> {
            var array = json.putArray(member);
            values.forEach(array::add);
        });
        return json;
    }
}
