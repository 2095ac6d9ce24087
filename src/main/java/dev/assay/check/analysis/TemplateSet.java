package dev.assay.check.analysis;

import dev.assay.analysis.TemplateIndex;
import dev.assay.analysis.TemplateReference;
import dev.assay.analysis.TemplateWalk;
import dev.assay.check.analysis.Template.WrittenMetric;
import dev.assay.metric.Argument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The templates of all files, and what they are together with those that they name. */
final class TemplateSet {
    /** Templates that one may bring together, or that may name one. Where there are more, they are not checked with it. */
    static final int MOST_TOGETHER = 30;

    private final TemplateIndex<Template> index;
    private final Map<Template, Merged> merged = new HashMap<>();
    private final Map<Template, Set<Template>> parents = new HashMap<>();

    TemplateSet(List<Template> templates) {
        this.index = new TemplateIndex<>(templates.stream()
                .filter(template -> template.manifest().kind().isTemplate())
                .toList());
        for (Template template : templates) {
            Collection collection = new Collection(index);
            collection.walk.add(template);
            Merged whole = collection.merged();
            merged.put(template, whole);
            whole.templates().stream()
                    .filter(other -> !other.equals(template))
                    .map(other -> parents.computeIfAbsent(other, o -> new LinkedHashSet<>()))
                    .filter(known -> known.size() <= MOST_TOGETHER)
                    .forEach(known -> known.add(template));
        }
    }

    /**
     * Several templates as one.
     *
     * @param missing those that are in none of the files
     * @param circular the references that lead back to the template that has them, by template
     */
    record Merged(Set<Template> templates, List<TemplateReference> missing, Map<Template, TemplateReference> circular) {
        List<WrittenMetric> metrics() {
            return templates.stream().flatMap(t -> t.metrics().stream()).toList();
        }

        List<Argument> arguments() {
            return templates.stream().flatMap(t -> t.arguments().stream()).toList();
        }
    }

    /** The template, and then those that it names, and those that they name. */
    Merged merged(Template template) {
        return Objects.requireNonNull(merged.get(template));
    }

    /** The templates that an object names, and those that they name. */
    Merged merged(List<TemplateReference> references, Manifest by) {
        Collection collection = new Collection(index);
        collection.walk.addNamedBy(new Site(by, references));
        return collection.merged();
    }

    /** The templates that name this one, directly or over others; at most one more than {@link #MOST_TOGETHER}. */
    Set<Template> parents(Template template) {
        return parents.getOrDefault(template, Set.of());
    }

    /** A place of a Rollout or an Experiment. */
    private record Site(Manifest manifest, List<TemplateReference> references) implements TemplateIndex.User {
        @Override
        public String namespace() {
            return manifest.namespace();
        }

        @Override
        public Object source() {
            return manifest.source();
        }
    }

    private static final class Collection implements TemplateWalk.Faults {
        private final TemplateWalk<Template> walk;
        private final List<TemplateReference> missing = new ArrayList<>();
        private final Map<Template, TemplateReference> circular = new LinkedHashMap<>();

        Collection(TemplateIndex<Template> index) {
            this.walk = new TemplateWalk<>(index, MOST_TOGETHER, this);
        }

        Merged merged() {
            return new Merged(walk.templates(), missing, circular);
        }

        @Override
        public void missing(TemplateReference reference, TemplateIndex.User user) {
            missing.add(reference);
        }

        @Override
        public void circular(TemplateReference reference, TemplateIndex.User user) {
            if (user instanceof Template template) {
                circular.putIfAbsent(template, reference);
            }
        }
    }
}
