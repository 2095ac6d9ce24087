package dev.assay.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.Argument;
import dev.assay.metric.Metric;
import dev.assay.text.DocumentException;
import dev.assay.text.GoQuote;
import dev.assay.text.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills arguments into a metric: {@code ResolveMetricArgs} and {@code ResolveQuotedArgs}. */
final class ArgumentFiller {
    /** The order of Go's fields, in which Argo looks for tags: of several without a value, the last is reported. */
    private static final List<String> GO_ORDER = List.of(
            "name",
            "interval",
            "initialDelay",
            "count",
            "successCondition",
            "failureCondition",
            "failureLimit",
            "inconclusiveLimit",
            "consecutiveErrorLimit",
            "provider",
            "consecutiveSuccessLimit");

    /** Argo's own word for the value of a Secret; with it the metrics are validated before any Secret is read. */
    private static final String UNREAD = "temp-for-secret";

    private ArgumentFiller() {}

    static List<Metric> fill(List<Metric> metrics, List<Argument> arguments, SizeLimit limit) {
        if (metrics.isEmpty()) {
            return metrics;
        }
        Map<String, String> values = values(arguments);
        return metrics.stream()
                .map(metric -> fill(metric, arguments, values, limit))
                .toList();
    }

    private static Metric fill(Metric metric, List<Argument> arguments, Map<String, String> values, SizeLimit limit) {
        if (!metric.text().contains(ArgumentTemplate.OPEN)) {
            return metric;
        }
        ArgumentTemplate template = new ArgumentTemplate(goText(metric.json()));
        String text = template.fill(values, limit);
        try {
            return new Metric(inOrderOf(metric.json(), Json.object(text)));
        } catch (DocumentException e) {
            throw new AnalysisException(goMessage(arguments, e));
        }
    }

    /** The JSON that {@code json.Marshal} writes: fields in Go's order, then those that Go does not know; HTML escaped. */
    private static String goText(ObjectNode metric) {
        ObjectNode ordered = JsonNodeFactory.instance.objectNode();
        for (String field : GO_ORDER) {
            @Nullable JsonNode value = metric.get(field);
            if (value != null) {
                ordered.set(field, value);
            }
        }
        metric.properties().forEach(e -> ordered.putIfAbsent(e.getKey(), e.getValue()));
        return ordered.toString()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static ObjectNode inOrderOf(ObjectNode original, ObjectNode filled) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        original.fieldNames().forEachRemaining(field -> {
            @Nullable JsonNode value = filled.get(field);
            if (value != null) {
                result.set(field, value);
            }
        });
        filled.properties().forEach(e -> result.putIfAbsent(e.getKey(), e.getValue()));
        return result;
    }

    private static Map<String, String> values(List<Argument> arguments) {
        Map<String, String> values = new HashMap<>();
        for (Argument argument : arguments) {
            String value = argument.value();
            if (value == null && argument.secretToRead().isEmpty()) {
                throw new AnalysisException("argument \"" + argument.name() + "\" was not supplied");
            }
            values.put("args." + argument.name(), value == null ? UNREAD : GoQuote.escape(value));
        }
        return values;
    }

    /** Go quotes some control characters in a way that its own JSON reader refuses. */
    private static String goMessage(List<Argument> arguments, DocumentException e) {
        for (Argument argument : arguments) {
            String escaped = GoQuote.escape(argument.value() == null ? "" : argument.value());
            for (int at = escaped.indexOf('\\'); at >= 0; at = escaped.indexOf('\\', at + 2)) {
                char c = escaped.charAt(at + 1);
                if ("avxU".indexOf(c) >= 0) {
                    return "invalid character '" + c + "' in string escape code";
                }
            }
        }
        return String.valueOf(e.getMessage());
    }
}
