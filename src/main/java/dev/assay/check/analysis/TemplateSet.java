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
    /** Templates that one may bring together, or that may name one. Where there are more, they are not checked with it. */
    static final int MOST_TOGETHER = 30;

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
                    .map(other -> parents.computeIfAbsent(other, o -> new LinkedHashSet<>()))
                    .filter(known -> known.size() <= MOST_TOGETHER)
                    .forEach(known -> known.add(template));
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

    /** The templates that an object names, and those that they name. */
    Merged merged(List<Reference> references, Manifest by) {
        Merged merged = new Merged(new LinkedHashSet<>(), new ArrayList<>());
        references.forEach(reference -> add(reference, by, merged));
        return merged;
    }

    /** The templates that name this one, directly or over others; at most one more than {@link #MOST_TOGETHER}. */
    Set<Template> parents(Template template) {
        return parents.getOrDefault(template, Set.of());
    }

    private void add(Template template, Merged merged) {
        if (merged.templates().add(template)) {
            template.references().forEach(reference -> add(reference, template.manifest(), merged));
        }
    }

    private void add(Reference reference, Manifest by, Merged merged) {
        Optional<Template> found = find(reference, by);
        if (found.isPresent() && merged.templates().size() < MOST_TOGETHER) {
            add(found.get(), merged);
        } else {
            merged.missing().add(reference);
        }
    }

    /** Of several with one name, the one in the same file is meant. */
    private Optional<Template> find(Reference reference, Manifest by) {
        Kind kind = reference.isOfCluster() ? Kind.CLUSTER_TEMPLATE : Kind.TEMPLATE;
        List<Template> candidates = byName.getOrDefault(key(kind, reference.name()), List.of()).stream()
                .filter(t -> reference.isOfCluster() || together(t.manifest().namespace(), by.namespace()))
                .toList();
        return candidates.stream()
                .filter(t -> t.manifest().source().equals(by.source()))
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }

    /** A manifest without a namespace is for the one that it will be applied to. */
    private static boolean together(String one, String other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }
}
