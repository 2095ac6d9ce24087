package dev.assay.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.manifest.PlacedObject;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Argument;
import dev.assay.text.DocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The analyses among the objects of one or several inputs, which together are one run. Objects of other kinds are passed
 * over. Templates that no other one names are merged into one run, as Argo does with the templates of a Rollout's step. An
 * AnalysisRun stands alone. For one thread.
 */
public final class AnalysisDocuments {
    /** Objects of all inputs together: many times what a Rollout and its services have. */
    private static final int MOST = 1_000;

    private final List<AnalysisObject> objects;
    private final List<AnalysisObject> analyses;

    /**
     * Sorts the objects, and replaces each list of Kubernetes by its items.
     *
     * @param inputs of all inputs, in their order; they are not copied, the caller gives them away
     * @throws DocumentException when none is an analysis, or there are too many, or an AnalysisRun is not alone
     */
    public AnalysisDocuments(List<PlacedObject> inputs) {
        List<PlacedObject> given =
                inputs.isEmpty() ? List.of(PlacedObject.of(JsonNodeFactory.instance.objectNode())) : inputs;
        this.objects = given.stream()
                .flatMap(AnalysisDocuments::items)
                .limit(MOST + 1L)
                .map(AnalysisObject::new)
                .toList();
        if (objects.size() > MOST) {
            throw new DocumentException(
                    "read the objects", "there are more than " + MOST, "leave out those that are no analyses");
        }
        // The only object is taken for an analysis, so that its reader says why it is none.
        this.analyses = objects.size() == 1
                ? objects
                : objects.stream().filter(AnalysisObject::isAnalysis).toList();
        requireAnalyses();
    }

    /** The items of a list, each with the kind that the list says for all; other objects as they are. */
    private static Stream<PlacedObject> items(PlacedObject object) {
        String kind = object.json().path("kind").asText("");
        JsonNode items = object.json().path("items");
        if (!kind.endsWith("List") || items.isEmpty()) {
            return Stream.of(object);
        }
        String kindOfItems = kind.substring(0, kind.length() - "List".length());
        List<PlacedObject> placed = new ArrayList<>();
        for (JsonNode item : items) {
            if (!(item instanceof ObjectNode json)) {
                throw new DocumentException(
                        "read the items of a " + kind, "one of them is no object", "write an object there");
            }
            if (!json.has("kind") && !kindOfItems.isEmpty()) {
                json.put("kind", kindOfItems);
                if (!json.has("apiVersion") && object.json().has("apiVersion")) {
                    json.set("apiVersion", object.json().get("apiVersion"));
                }
            }
            placed.add(new PlacedObject(json, object.source(), object.line()));
        }
        return placed.stream();
    }

    private void requireAnalyses() {
        if (analyses.isEmpty()) {
            String kinds = objects.stream().map(AnalysisObject::shown).limit(5).collect(Collectors.joining(", "));
            throw new DocumentException(
                    "find an analysis among " + objects.size() + " objects",
                    "found " + kinds + (objects.size() > 5 ? " and others" : ""),
                    "add an AnalysisRun, AnalysisTemplate or ClusterAnalysisTemplate of " + AnalysisObject.API_VERSION);
        }
        if (analyses.size() > 1 && analyses.stream().anyMatch(AnalysisObject::isRun)) {
            throw new DocumentException(
                    "make one run of " + analyses.size() + " analyses",
                    "found "
                            + analyses.stream()
                                    .map(AnalysisObject::shown)
                                    .limit(5)
                                    .collect(Collectors.joining(", ")) + ", and an AnalysisRun is a run by itself",
                    "give it alone, or leave it out");
        }
    }

    /** A sentence for each object that is passed over. */
    public List<String> warnings() {
        return objects.stream()
                .filter(object -> !analyses.contains(object))
                .map(object -> "passed over " + object.shown() + ", which is no analysis")
                .toList();
    }

    /**
     * The fields that Argo's types do not have, up to 100, in the order of the objects. To be asked before {@link #run}.
     *
     * @throws DocumentException when the only object is of another kind, whose fields are no faults
     */
    public List<UnknownField> unknownFields() {
        return analyses.stream()
                .flatMap(analysis -> Analysis.unknownFields(analysis.json()).stream()
                        .map(field -> isAlone() ? field : field.in(analysis.shown())))
                .limit(UnknownFields.MOST)
                .toList();
    }

    /** Whether an analysis has a list of arguments, so that only these may be given. To be asked before {@link #run}. */
    public boolean declaresArguments() {
        return analyses.stream()
                .anyMatch(analysis -> analysis.json().path("spec").hasNonNull("args"));
    }

    /**
     * Makes the run. The given arguments are merged into those that are declared, as
     * {@code NewAnalysisRunFromTemplates} in {@code utils/analysis/helpers.go} does.
     *
     * @throws DocumentException for another kind, or a field of the wrong type
     * @throws MergeException for templates that do not go together
     * @throws AnalysisException {@code args.x was not resolved}, for a template with an argument that has no value
     */
    public AnalysisRun run(List<Argument> given) {
        return RunReader.read(manifest(), given);
    }

    private boolean isAlone() {
        return analyses.size() == 1;
    }

    private ObjectNode manifest() {
        AnalysisObject first = analyses.get(0);
        if (isAlone() && (first.isRun() || first.references().isEmpty())) {
            return first.json();
        }
        analyses.forEach(this::checkTypes);
        return new TemplateSelection(analyses).merged();
    }

    private void checkTypes(AnalysisObject analysis) {
        try {
            RunReader.checkKind(analysis.json());
            AnalysisShapeCheck.checkRun(analysis.json());
        } catch (DocumentException e) {
            throw isAlone()
                    ? e
                    : new DocumentException(e.attempt() + " in " + analysis.shown(), e.reason(), e.remedy());
        }
    }
}
