package dev.assay.check.analysis;

import dev.assay.check.analysis.Template.Reference;
import dev.assay.check.analysis.Template.WrittenMetric;
import dev.assay.metric.Argument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The templates of all files, and what they are together with those that they name ({@code utils/analysis/helpers.go}). */
final class TemplateSet {
    /** Templates by kind and name; in several namespaces there may be one each. */
    private final Map<String, List<Template>> byName = new HashMap<>();

    private final Map<Template, Merged> merged = new HashMap<>();
    private final Map<Template, Set<Template>> parents = new HashMap<>();

    TemplateSet(List<Template> templates) {
        for (Template template : templates) {
            Manifest manifest = template.manifest();
            byName.computeIfAbsent(key(manifest.kind(), manifest.name()), k -> new ArrayList<>())
                    .add(template);
        }
        for (Template template : templates) {
            Merged whole = new Merged(new LinkedHashSet<>(), new ArrayList<>());
            add(template, whole);
            merged.put(template, whole);
            whole.templates().stream()
                    .filter(other -> !other.equals(template))
                    .forEach(other -> parents.computeIfAbsent(other, o -> new LinkedHashSet<>())
                            .add(template));
        }
    }

    private static String key(Kind kind, String name) {
        return kind + " " + name;
    }

    /**
     * Several templates as one.
     *
     * @param missing those that are in none of the files
     */
    record Merged(Set<Template> templates, List<Reference> missing) {
        List<WrittenMetric> metrics() {
            return templates.stream().flatMap(t -> t.metrics().stream()).toList();
        }

        List<Argument> arguments() {
            return templates.stream().flatMap(t -> t.arguments().stream()).toList();
        }
    }

    /** The template, after those that it names, and those that they name. */
    Merged merged(Template template) {
        return Objects.requireNonNull(merged.get(template));
    }

    /** @param namespace of the object that names them; empty where it is not known */
    Merged merged(List<Reference> references, String namespace) {
        Merged merged = new Merged(new LinkedHashSet<>(), new ArrayList<>());
        references.forEach(reference -> add(reference, namespace, merged));
        return merged;
    }

    /** The templates that name this one, directly or over others. */
    Set<Template> parents(Template template) {
        return parents.getOrDefault(template, Set.of());
    }

    private void add(Template template, Merged merged) {
        if (merged.templates().add(template)) {
            template.references()
                    .forEach(reference -> add(reference, template.manifest().namespace(), merged));
        }
    }

    private void add(Reference reference, String namespace, Merged merged) {
        Optional<Template> found = find(reference, namespace);
        if (found.isPresent()) {
            add(found.get(), merged);
        } else {
            merged.missing().add(reference);
        }
    }

    private Optional<Template> find(Reference reference, String namespace) {
        Kind kind = reference.isOfCluster() ? Kind.CLUSTER_TEMPLATE : Kind.TEMPLATE;
        return byName.getOrDefault(key(kind, reference.name()), List.of()).stream()
                .filter(t -> reference.isOfCluster() || together(t.manifest().namespace(), namespace))
                .findFirst();
    }

    /** A manifest without a namespace is for the one that it will be applied to. */
    private static boolean together(String one, String other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }
}
