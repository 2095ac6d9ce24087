package dev.assay.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Argument;
import dev.assay.text.DocumentException;
import dev.assay.text.JsonFields;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a run of one manifest. */
final class RunReader {
    private static final Set<String> TEMPLATES = Set.of(AnalysisObject.TEMPLATE, AnalysisObject.CLUSTER_TEMPLATE, "");

    private RunReader() {}

    static AnalysisRun read(ObjectNode manifest, List<Argument> given) {
        String kind = JsonFields.text(manifest, "kind", "");
        checkKind(manifest);
        if (kind.isEmpty() && !manifest.has("spec")) {
            throw new DocumentException(
                    "read an analysis",
                    "found neither kind nor spec",
                    "send an AnalysisRun, AnalysisTemplate or ClusterAnalysisTemplate, or"
                            + " {\"spec\":{\"metrics\":[]}}");
        }
        AnalysisShapeCheck.checkRun(manifest);
        if (kind.equals(AnalysisObject.RUN)) {
            if (!given.isEmpty()) {
                fillIn(manifest, ArgumentMerge.overlay(given, declaredOr(manifest, given)));
            }
            return new AnalysisRun(manifest);
        }
        List<Argument> merged = ArgumentMerge.merge(given, declaredOr(manifest, given));
        manifest.put("apiVersion", AnalysisObject.API_VERSION);
        manifest.put("kind", AnalysisObject.RUN);
        if (manifest.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove("resourceVersion");
        }
        fillIn(manifest, merged);
        return new AnalysisRun(manifest);
    }

    /** @throws DocumentException when the manifest says that it is no analysis */
    static void checkKind(ObjectNode manifest) {
        String kind = JsonFields.text(manifest, "kind", "");
        String version = JsonFields.text(manifest, "apiVersion", "");
        boolean known = kind.equals(AnalysisObject.RUN) || TEMPLATES.contains(kind);
        if (!known || !(version.isEmpty() || version.equals(AnalysisObject.API_VERSION))) {
            throw new DocumentException(
                    "read an analysis",
                    "found " + (kind.isEmpty() ? "something" : kind) + " of "
                            + (version.isEmpty() ? "no apiVersion" : version),
                    "send an AnalysisRun, AnalysisTemplate or ClusterAnalysisTemplate of "
                            + AnalysisObject.API_VERSION);
        }
    }

    /** The declared arguments, or the given ones where none are declared. Argo drops an argument that is not declared. */
    private static List<Argument> declaredOr(ObjectNode manifest, List<Argument> given) {
        if (!manifest.path("spec").hasNonNull("args")) {
            return given;
        }
        List<Argument> declared = Argument.all(manifest.path("spec").path("args"));
        List<String> names = declared.stream().map(Argument::name).toList();
        for (Argument argument : given) {
            if (!names.contains(argument.name())) {
                throw new DocumentException(
                        "fill in the argument " + argument.name(),
                        "spec.args declares " + (names.isEmpty() ? "none" : "only " + String.join(", ", names)),
                        "correct the name, or declare the argument");
            }
        }
        return declared;
    }

    /** Writes values and references into the arguments, and keeps their other fields. */
    private static void fillIn(ObjectNode manifest, List<Argument> arguments) {
        if (arguments.isEmpty()) {
            return;
        }
        ObjectNode spec = manifest.get("spec") instanceof ObjectNode there ? there : manifest.putObject("spec");
        @Nullable JsonNode old = spec.get("args");
        ArrayNode filled = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            ObjectNode json = filled.addObject();
            if (old != null && old.get(i) instanceof ObjectNode declared) {
                json.setAll(declared);
            }
            json.put("name", argument.name());
            if (argument.value() != null) {
                json.put("value", argument.value());
            }
            if (argument.valueFrom() != null) {
                json.set("valueFrom", argument.valueFrom());
            }
        }
        spec.set("args", filled);
    }
}
