package dev.assay.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.text.ForeignText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several templates as one: {@code FlattenTemplates} in {@code utils/analysis/helpers.go}, with its order of checks and its
 * messages.
 */
final class TemplateMerge {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A longer text is shown in part. */
    private static final int LONGEST_SHOWN = 253;

    private final List<AnalysisObject> templates;

    /** @param templates in the order in which they are found; those of a namespace come first in what is merged */
    TemplateMerge(List<AnalysisObject> templates) {
        this.templates = Stream.concat(
                        templates.stream().filter(template -> !template.isOfCluster()),
                        templates.stream().filter(AnalysisObject::isOfCluster))
                .toList();
    }

    private record Written(AnalysisObject template, ObjectNode json) {
        String text(String field) {
            return json.path(field).asText("");
        }
    }

    /**
     * The spec of the merged template.
     *
     * @throws MergeException for two metrics, or two rules, of one name, and for arguments with different values
     */
    ObjectNode spec() {
        ObjectNode spec = NODES.objectNode();
        spec.set("metrics", unique("metrics", "name", "metrics have"));
        ArrayNode dryRun = unique("dryRun", "metricName", "Dry-Run metric rules have");
        ArrayNode retention = unique("measurementRetention", "metricName", "Measurement Retention metric rules have");
        setIfAny(spec, "dryRun", dryRun);
        setIfAny(spec, "measurementRetention", retention);
        if (templates.stream().anyMatch(template -> template.spec().hasNonNull("args"))) {
            spec.set("args", arguments());
        }
        return spec;
    }

    private static void setIfAny(ObjectNode spec, String field, ArrayNode list) {
        if (!list.isEmpty()) {
            spec.set(field, list);
        }
    }

    private List<Written> all(String field) {
        List<Written> all = new ArrayList<>();
        for (AnalysisObject template : templates) {
            for (JsonNode json : template.spec().path(field)) {
                all.add(new Written(template, (ObjectNode) json));
            }
        }
        return all;
    }

    private ArrayNode unique(String field, String name, String things) {
        Map<String, Written> byName = new HashMap<>();
        ArrayNode list = NODES.arrayNode();
        for (Written written : all(field)) {
            @Nullable Written other = byName.putIfAbsent(written.text(name), written);
            if (other != null) {
                throw conflict("two " + things + " the same name '" + shown(written.text(name)) + "'", other, written);
            }
            list.add(written.json());
        }
        return list;
    }

    /**
     * The arguments by the rule of {@code flattenArgs}: an argument without a value gives way to a later one, even to
     * one that has none either.
     */
    private ArrayNode arguments() {
        Map<String, Integer> places = new HashMap<>();
        List<Written> arguments = new ArrayList<>();
        for (Written argument : all("args")) {
            @Nullable Integer place = places.putIfAbsent(argument.text("name"), arguments.size());
            if (place == null) {
                arguments.add(argument);
                continue;
            }
            Written other = arguments.get(place);
            if (!other.json().hasNonNull("value")) {
                arguments.set(place, argument);
            } else if (argument.json().hasNonNull("value")
                    && !argument.text("value").equals(other.text("value"))) {
                throw conflict(
                        "Argument `%s` specified multiple times with different values: '%s', '%s'"
                                .formatted(
                                        shown(argument.text("name")),
                                        shown(other.text("value")),
                                        shown(argument.text("value"))),
                        other,
                        argument);
            }
        }
        ArrayNode list = NODES.arrayNode();
        arguments.forEach(argument -> list.add(argument.json()));
        return list;
    }

    private MergeException conflict(String reason, Written one, Written other) {
        String places = one.template() == other.template()
                ? " in " + one.template().shown()
                : " in " + one.template().shown() + " and in "
                        + other.template().shown();
        return new MergeException("merge " + templates.size() + " templates", reason, places, "change one of them");
    }

    private static String shown(String text) {
        return ForeignText.shortened(text, LONGEST_SHOWN);
    }
}
