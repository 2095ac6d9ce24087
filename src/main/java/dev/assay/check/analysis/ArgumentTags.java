package dev.assay.check.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.analysis.Analysis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The tags of arguments, such as {@code {{args.service}}}, in the texts of a metric. */
final class ArgumentTags {
    private static final String ARGS = "args.";

    private ArgumentTags() {}

    /** The tags by the path of the text that they stand in; within their braces, without blanks around. */
    static Map<String, List<String>> of(JsonNode metric, String path) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        collect(metric, path, found);
        return found;
    }

    /** The names of the arguments that the metric uses. */
    static Set<String> arguments(JsonNode metric) {
        return of(metric, "").values().stream()
                .flatMap(List::stream)
                .filter(ArgumentTags::isArgument)
                .map(ArgumentTags::argument)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static boolean isArgument(String tag) {
        return tag.startsWith(ARGS);
    }

    static String argument(String tag) {
        return tag.substring(ARGS.length());
    }

    private static void collect(JsonNode node, String path, Map<String, List<String>> found) {
        if (node.isTextual()) {
            List<String> tags = Analysis.tags(node.textValue());
            if (!tags.isEmpty()) {
                found.computeIfAbsent(path, p -> new ArrayList<>()).addAll(tags);
            }
        } else if (node.isObject()) {
            node.properties().forEach(field -> collect(field.getValue(), path + "." + field.getKey(), found));
        } else {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), path + "[" + i + "]", found);
            }
        }
    }
}
