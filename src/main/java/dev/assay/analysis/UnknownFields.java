package dev.assay.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.text.ForeignText;
import dev.assay.text.SpellingSuggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds the fields of an analysis that Argo's types do not have, as a Kubernetes API server does with
 * {@code fieldValidation}. Names are case-sensitive. What a type leaves free is not looked into: the part of a plugin,
 * labels and annotations, {@code jsonBody}. For one document, by one thread.
 */
final class UnknownFields {
    /** More than a mistaken manifest has, and few enough for an answer. */
    static final int MOST = 100;

    private static final int LONGEST_KEY = 100;

    private static final Map<String, FieldType> ARGO = FieldType.all();
    private static final FieldType RUN = named("v1alpha1.AnalysisRun");

    /** The body of a call of one verb. */
    private static final FieldType CALL = new FieldType.Fields(Map.of(
            "analysisRun", () -> RUN,
            "metric", () -> named("v1alpha1.Metric"),
            "measurement", () -> named("v1alpha1.Measurement"),
            "limit", () -> FieldType.FREE));

    /** A list of references ({@code AnalysisTemplateSpec} in {@code analysis_types.go}), which only a template has. */
    private static final String TEMPLATES = "templates";

    /** {@code AnalysisTemplateRef}, which no run has, and so the description of Argo's types has not. */
    private static final FieldType REFERENCES = new FieldType.Container(() ->
            new FieldType.Fields(Map.of("templateName", () -> FieldType.FREE, "clusterScope", () -> FieldType.FREE)));

    /** The fields that a run's spec has and a template's has not. */
    private static final Set<String> OF_RUNS = Set.of("terminate", "ttlStrategy");

    /** Written by a controller, which may be a newer one. */
    private static final String STATUS = "status.";

    private static final String STATUS_OF_CALL = "analysisRun.status.";

    /** Assay starts no Jobs, and Kubernetes adds fields to them with each release. */
    private static final String JOB = "provider.job.";

    private final List<UnknownField> found = new ArrayList<>();

    /** Who may have written the outermost fields. */
    private final UnknownField.Origin outermost;

    private UnknownFields(UnknownField.Origin outermost) {
        this.outermost = outermost;
    }

    /** @param manifest an AnalysisRun, a template, or a bare spec, whose fields are those of both */
    static List<UnknownField> ofManifest(ObjectNode manifest) {
        String kind = manifest.path("kind").asText("");
        UnknownFields search = new UnknownFields(UnknownField.Origin.AUTHOR);
        search.fields(manifest, with(RUN, "spec", specOf(kind)), "");
        return search.found;
    }

    /** @param body {@code {"analysisRun":{},"metric":{},"measurement":{},"limit":10}} */
    static List<UnknownField> ofCall(ObjectNode body) {
        UnknownFields search = new UnknownFields(UnknownField.Origin.CALLER);
        search.fields(body, CALL, "");
        return search.found;
    }

    private void look(JsonNode value, FieldType type, String path) {
        if (type instanceof FieldType.Fields && value instanceof ObjectNode object) {
            fields(object, type, path + ".");
        } else if (type instanceof FieldType.Container container && value instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                look(list.get(i), container.element().get(), path + "[" + i + "]");
            }
        } else if (type instanceof FieldType.Container container && value instanceof ObjectNode map) {
            map.properties()
                    .forEach(entry ->
                            look(entry.getValue(), container.element().get(), path + "." + shortened(entry.getKey())));
        }
    }

    private void fields(ObjectNode object, FieldType type, String path) {
        Map<String, Supplier<FieldType>> known = ((FieldType.Fields) type).fields();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (found.size() == MOST) {
                return;
            }
            String name = field.getKey();
            Supplier<FieldType> fieldType = known.get(name);
            if (fieldType != null) {
                look(field.getValue(), fieldType.get(), path + name);
            } else {
                found.add(new UnknownField(
                        path + shortened(name), SpellingSuggestion.to(name, known.keySet()), origin(path), ""));
            }
        }
    }

    private UnknownField.Origin origin(String path) {
        if (path.isEmpty()) {
            return outermost;
        }
        boolean tolerated = path.startsWith(STATUS) || path.startsWith(STATUS_OF_CALL) || path.contains(JOB);
        return tolerated ? UnknownField.Origin.CONTROLLER : UnknownField.Origin.AUTHOR;
    }

    private static String shortened(String key) {
        return ForeignText.shortened(key, LONGEST_KEY);
    }

    private static FieldType specOf(String kind) {
        Map<String, Supplier<FieldType>> run = ((FieldType.Fields) named("v1alpha1.AnalysisRunSpec")).fields();
        if (kind.equals("AnalysisRun")) {
            return new FieldType.Fields(run);
        }
        Map<String, Supplier<FieldType>> template = new LinkedHashMap<>(run);
        template.put(TEMPLATES, () -> REFERENCES);
        if (!kind.isEmpty()) {
            OF_RUNS.forEach(template::remove);
        }
        return new FieldType.Fields(template);
    }

    private static FieldType with(FieldType type, String field, FieldType fieldType) {
        Map<String, Supplier<FieldType>> fields = new LinkedHashMap<>(((FieldType.Fields) type).fields());
        fields.put(field, () -> fieldType);
        return new FieldType.Fields(fields);
    }

    private static FieldType named(String name) {
        FieldType type = ARGO.get(name);
        if (type == null) {
            throw new IllegalStateException("the description of Argo's types lacks " + name);
        }
        return type;
    }
}
