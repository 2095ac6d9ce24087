package dev.assay.analysis;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Collects templates with those that they name, and those that these name: {@code getAnalysisTemplatesFromRefs} in
 * {@code rollout/analysis.go}. For one thread.
 *
 * @param <T> a template
 */
public final class TemplateWalk<T extends TemplateIndex.Template> {
    private final TemplateIndex<T> index;
    private final int most;
    private final Faults faults;
    private final Set<T> found = new LinkedHashSet<>();
    private final Set<T> open = new HashSet<>();

    /** @param most how many templates are collected; what would be one more counts as missing */
    public TemplateWalk(TemplateIndex<T> index, int most, Faults faults) {
        this.index = index;
        this.most = most;
        this.faults = faults;
    }

    /** Takes the references that cannot be followed. */
    public interface Faults {
        /** No template has the name. */
        void missing(TemplateReference reference, TemplateIndex.User user);

        /** The template names itself, directly or over others. Argo's controller would follow it for ever. */
        void circular(TemplateReference reference, TemplateIndex.User user);
    }

    /** Adds a template, and then those that it names. */
    public void add(T template) {
        if (found.add(template)) {
            open.add(template);
            addNamedBy(template);
            open.remove(template);
        }
    }

    /** Adds the templates that an object names. */
    public void addNamedBy(TemplateIndex.User user) {
        for (TemplateReference reference : user.references()) {
            Optional<T> named = index.find(reference, user);
            if (named.isEmpty() || (found.size() >= most && !found.contains(named.get()))) {
                faults.missing(reference, user);
            } else if (open.contains(named.get())) {
                faults.circular(reference, user);
            } else {
                add(named.get());
            }
        }
    }

    /** The templates so far, each before those that it names. */
    public Set<T> templates() {
        return found;
    }
}
