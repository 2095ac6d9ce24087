package dev.assay.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.manifest.Manifest;
import dev.assay.manifest.ManifestException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks that the fields that Assay reads have the types of Argo's {@code analysis_types.go}; null is like absent. */
public final class AnalysisShapeCheck {
    private static final List<String> TEXTS =
            List.of("name", "interval", "initialDelay", "successCondition", "failureCondition");
    private static final List<String> COUNTS =
            List.of("count", "failureLimit", "inconclusiveLimit", "consecutiveErrorLimit", "consecutiveSuccessLimit");

    private AnalysisShapeCheck() {}

    static void checkRun(ObjectNode run) {
        @Nullable ObjectNode metadata = object(run, "metadata", "");
        if (metadata != null) {
            text(metadata, "name", "metadata.");
            text(metadata, "namespace", "metadata.");
        }
        @Nullable ObjectNode spec = object(run, "spec", "");
        if (spec == null) {
            return;
        }
        each(spec, "metrics", AnalysisShapeCheck::checkMetric);
        each(spec, "args", (argument, path) -> {
            text(argument, "name", path);
            text(argument, "value", path);
            @Nullable ObjectNode from = object(argument, "valueFrom", path);
            if (from != null) {
                object(from, "secretKeyRef", path + "valueFrom.");
            }
        });
        each(spec, "dryRun", (rule, path) -> text(rule, "metricName", path));
        @Nullable JsonNode terminate = present(spec, "terminate");
        if (terminate != null && !terminate.isBoolean()) {
            throw wrong("spec.terminate", "true or false", terminate);
        }
    }

    private static void checkMetric(ObjectNode metric, String path) {
        TEXTS.forEach(field -> text(metric, field, path));
        for (String field : COUNTS) {
            @Nullable JsonNode value = present(metric, field);
            if (value != null && !value.isTextual() && !value.isInt()) {
                throw wrong(path + field, "an integer or a string", value);
            }
        }
        @Nullable ObjectNode provider = object(metric, "provider", path);
        if (provider != null) {
            object(provider, "plugin", path + "provider.");
        }
    }

    static @Nullable ObjectNode object(ObjectNode parent, String field, String path) {
        @Nullable JsonNode value = present(parent, field);
        if (value == null || value instanceof ObjectNode) {
            return (ObjectNode) value;
        }
        throw wrong(path + field, "an object", value);
    }

    /** The empty string where there is none. */
    public static String text(ObjectNode parent, String field, String path) {
        @Nullable JsonNode value = present(parent, field);
        if (value == null || value.isTextual()) {
            return value == null ? "" : value.textValue();
        }
        throw wrong(path + field, "a string", value);
    }

    /** A map of strings; null counts as the empty string, as in Go. */
    public static void texts(ObjectNode parent, String field, String path, Map<String, String> into) {
        @Nullable ObjectNode map = object(parent, field, path);
        if (map != null) {
            map.properties().forEach(e -> into.put(e.getKey(), text(map, e.getKey(), path + field + ".")));
        }
    }

    private static void each(ObjectNode spec, String field, Element check) {
        @Nullable JsonNode list = present(spec, field);
        if (list == null) {
            return;
        }
        if (!(list instanceof ArrayNode)) {
            throw wrong("spec." + field, "an array", list);
        }
        for (int i = 0; i < list.size(); i++) {
            String path = "spec." + field + "[" + i + "]";
            if (!(list.get(i) instanceof ObjectNode element)) {
                throw wrong(path, "an object", list.get(i));
            }
            check.check(element, path + ".");
        }
    }

    public static ManifestException wrong(String path, String wanted, JsonNode found) {
        String remedy = wanted.equals("a string") && found.isValueNode() ? "put it in quotes" : "write " + wanted;
        String text = found.isValueNode() && !found.isNull() ? " (" + shortened(found.asText()) + ")" : "";
        return new ManifestException("tried to read " + path + " as " + wanted + ", but found "
                + Manifest.a(found.getNodeType()) + text + "; " + remedy);
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }

    private static @Nullable JsonNode present(ObjectNode parent, String field) {
        @Nullable JsonNode value = parent.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private interface Element {
        void check(ObjectNode element, String path);
    }
}
