package dev.assay.analysis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.text.ForeignText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The templates of one run: those that no other one names, in the order of the input, and those that they name. For one
 * thread.
 */
final class TemplateSelection implements TemplateWalk.Faults {
    private static final String ATTEMPT = "merge templates";

    /** The characters of a name that is made of several. With a number behind it, it is still one in Kubernetes. */
    private static final int LONGEST_NAME = 200;

    private final List<AnalysisObject> templates;
    private final TemplateIndex<AnalysisObject> index;

    /**
     * @param analyses templates whose fields have the types of Argo
     * @throws MergeException for different templates of one name
     */
    TemplateSelection(List<AnalysisObject> analyses) {
        this.templates = distinct(analyses);
        this.index = new TemplateIndex<>(templates);
    }

    /** Each template once, although two inputs may hold it. */
    private static List<AnalysisObject> distinct(List<AnalysisObject> analyses) {
        Map<List<Object>, AnalysisObject> known = new HashMap<>();
        List<AnalysisObject> distinct = new ArrayList<>();
        for (AnalysisObject template : analyses) {
            @Nullable
            AnalysisObject same = template.name().isEmpty()
                    ? null
                    : known.putIfAbsent(
                            List.of(template.isOfCluster(), template.namespace(), template.name()), template);
            if (same == null) {
                distinct.add(template);
            } else if (!same.json().equals(template.json())) {
                throw new MergeException(
                        ATTEMPT,
                        "two different ones have the name '" + ForeignText.excerpt(template.name()) + "'",
                        ": " + same.shown() + " and " + template.shown(),
                        "rename or remove one of them");
            }
        }
        return distinct;
    }

    /**
     * One template, which names no other.
     *
     * @throws MergeException where Argo would make no run of them
     */
    ObjectNode merged() {
        List<AnalysisObject> roots = roots();
        TemplateWalk<AnalysisObject> walk = new TemplateWalk<>(index, templates.size(), this);
        roots.forEach(walk::add);
        templates.stream()
                .filter(template -> !walk.templates().contains(template))
                .forEach(walk::add);
        List<AnalysisObject> selected = List.copyOf(walk.templates());
        requireOneNamespace(selected);
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("apiVersion", AnalysisObject.API_VERSION);
        manifest.put("kind", AnalysisObject.TEMPLATE);
        manifest.set("metadata", metadata(roots, selected));
        manifest.set("spec", new TemplateMerge(selected).spec());
        return manifest;
    }

    private List<AnalysisObject> roots() {
        Set<AnalysisObject> named = new HashSet<>();
        templates.forEach(template -> template.references().stream()
                .map(reference -> index.find(reference, template))
                .flatMap(Optional::stream)
                .forEach(named::add));
        return templates.stream().filter(template -> !named.contains(template)).toList();
    }

    /** Argo reads all templates of a run in the namespace of the Rollout. */
    private static void requireOneNamespace(List<AnalysisObject> selected) {
        List<AnalysisObject> different = new ArrayList<>();
        Set<String> namespaces = new HashSet<>();
        selected.stream()
                .filter(template ->
                        !template.isOfCluster() && !template.namespace().isEmpty())
                .filter(template -> namespaces.add(template.namespace()))
                .forEach(different::add);
        if (different.size() > 1) {
            throw new MergeException(
                    ATTEMPT,
                    "they are in the namespaces "
                            + ForeignText.excerpt(different.get(0).namespace()) + " and "
                            + ForeignText.excerpt(different.get(1).namespace()),
                    ": " + different.get(0).shown() + " and " + different.get(1).shown(),
                    "give those of one namespace");
        }
    }

    /** The metadata of the only root; where there are several, their names together. */
    private static ObjectNode metadata(List<AnalysisObject> roots, List<AnalysisObject> selected) {
        if (roots.size() == 1 && roots.get(0).json().get("metadata") instanceof ObjectNode metadata) {
            return metadata;
        }
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        String name = roots.stream()
                .map(AnalysisObject::name)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("-"));
        if (!name.isEmpty()) {
            metadata.put("name", bounded(name));
        }
        selected.stream()
                .map(AnalysisObject::namespace)
                .filter(namespace -> !namespace.isEmpty())
                .findFirst()
                .ifPresent(namespace -> metadata.put("namespace", namespace));
        return metadata;
    }

    private static String bounded(String name) {
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, LONGEST_NAME).replaceFirst("[-.]+$", "");
    }

    @Override
    public void missing(TemplateReference reference, TemplateIndex.User user) {
        throw new MergeException(
                ATTEMPT,
                reference.kind() + " '" + ForeignText.excerpt(reference.name()) + "' not found",
                ", which " + ((AnalysisObject) user).shown() + " names in " + reference.path(),
                "add it to the input");
    }

    @Override
    public void circular(TemplateReference reference, TemplateIndex.User user) {
        throw new MergeException(
                ATTEMPT,
                reference.kind() + " '" + ForeignText.excerpt(reference.name()) + "' leads back to itself",
                ": " + ((AnalysisObject) user).shown() + " names it in " + reference.path(),
                "remove one of these references");
    }
}
