package dev.assay.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.Metric;
import dev.assay.text.DocumentException;
import dev.assay.text.JsonFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that the fields that Assay reads have the types of Argo's {@code analysis_types.go}. */
final class AnalysisShapeCheck {
    private static final List<String> TEXTS =
            List.of("name", "interval", "initialDelay", "successCondition", "failureCondition");
    private static final List<String> TIMES_TO_LIVE =
            List.of("secondsAfterCompletion", "secondsAfterSuccess", "secondsAfterFailure");

    private static final List<String> RULES = List.of("dryRun", "measurementRetention");

    /** Rules of one field, each of which is compared with the name of each metric. */
    private static final int MOST_RULES = 1_000;

    private AnalysisShapeCheck() {}

    static void checkRun(ObjectNode run) {
        @Nullable ObjectNode metadata = JsonFields.object(run, "metadata", "");
        if (metadata != null) {
            requireText(metadata, "name", "metadata.");
            requireText(metadata, "namespace", "metadata.");
        }
        @Nullable ObjectNode spec = JsonFields.object(run, "spec", "");
        if (spec == null) {
            return;
        }
        each(spec, "metrics", AnalysisShapeCheck::checkMetric);
        each(spec, "args", AnalysisShapeCheck::checkArgument);
        RULES.forEach(field -> requireFewRules(spec, field));
        each(spec, "templates", AnalysisShapeCheck::checkReference);
        each(spec, "dryRun", (rule, path) -> requireText(rule, "metricName", path));
        each(spec, "measurementRetention", (rule, path) -> {
            requireText(rule, "metricName", path);
            requireInteger(rule, "limit", path);
        });
        @Nullable ObjectNode timeToLive = JsonFields.object(spec, "ttlStrategy", "spec.");
        if (timeToLive != null) {
            TIMES_TO_LIVE.forEach(field -> requireInteger(timeToLive, field, "spec.ttlStrategy."));
        }
        requireBoolean(spec, "terminate", "spec.");
    }

    private static void checkMetric(ObjectNode metric, String path) {
        TEXTS.forEach(field -> requireText(metric, field, path));
        for (String field : Metric.LIMITS) {
            @Nullable JsonNode value = JsonFields.present(metric, field);
            if (value != null && !value.isTextual() && !value.isInt()) {
                throw noInteger(
                        path + field, value.isIntegralNumber() ? "an integer" : "an integer or a string", value);
            }
        }
        @Nullable ObjectNode provider = JsonFields.object(metric, "provider", path);
        if (provider != null) {
            requireObject(provider, "plugin", path + "provider.");
        }
    }

    private static void checkArgument(ObjectNode argument, String path) {
        requireText(argument, "name", path);
        requireText(argument, "value", path);
        @Nullable ObjectNode from = JsonFields.object(argument, "valueFrom", path);
        @Nullable
        ObjectNode secret = from == null ? null : JsonFields.object(from, "secretKeyRef", path + "valueFrom.");
        if (secret != null) {
            requireText(secret, "name", path + "valueFrom.secretKeyRef.");
            requireText(secret, "key", path + "valueFrom.secretKeyRef.");
        }
    }

    private static void checkReference(ObjectNode reference, String path) {
        requireText(reference, "templateName", path);
        requireBoolean(reference, "clusterScope", path);
    }

    private static void requireBoolean(ObjectNode parent, String field, String path) {
        @Nullable JsonNode value = JsonFields.present(parent, field);
        if (value != null && !value.isBoolean()) {
            throw JsonFields.wrongType(path + field, "true or false", value);
        }
    }

    private static void requireText(ObjectNode parent, String field, String path) {
        var unused = JsonFields.text(parent, field, path);
    }

    private static void requireFewRules(ObjectNode spec, String field) {
        int count = spec.path(field).size();
        if (count > MOST_RULES) {
            throw new DocumentException(
                    "read spec." + field + " as a list of at most " + MOST_RULES + " rules",
                    "found " + count,
                    "let one regular expression match several metrics");
        }
    }

    private static void requireInteger(ObjectNode parent, String field, String path) {
        @Nullable JsonNode value = JsonFields.present(parent, field);
        if (value != null && !value.isInt()) {
            throw noInteger(path + field, "an integer", value);
        }
    }

    /** Go reads these numbers into an {@code int32}. */
    private static DocumentException noInteger(String path, String wanted, JsonNode value) {
        DocumentException wrong = JsonFields.wrongType(path, wanted, value);
        return value.isIntegralNumber()
                ? new DocumentException(
                        wrong.attempt() + " of 32 bits",
                        wrong.reason(),
                        "write a number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE)
                : wrong;
    }

    private static void requireObject(ObjectNode parent, String field, String path) {
        var unused = JsonFields.object(parent, field, path);
    }

    private static void each(ObjectNode spec, String field, Element check) {
        @Nullable JsonNode list = JsonFields.present(spec, field);
        if (list == null) {
            return;
        }
        if (!(list instanceof ArrayNode)) {
            throw JsonFields.wrongType("spec." + field, "an array", list);
        }
        for (int i = 0; i < list.size(); i++) {
            String path = "spec." + field + "[" + i + "]";
            if (!(list.get(i) instanceof ObjectNode element)) {
                throw JsonFields.wrongType(path, "an object", list.get(i));
            }
            check.check(element, path + ".");
        }
    }

    private interface Element {
        void check(ObjectNode element, String path);
    }
}
