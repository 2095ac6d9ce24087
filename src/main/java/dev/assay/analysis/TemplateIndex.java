package dev.assay.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Templates by their kinds, names and namespaces.
 *
 * @param <T> a template
 */
public final class TemplateIndex<T extends TemplateIndex.Template> {
    private final Map<String, List<T>> byName = new HashMap<>();

    public TemplateIndex(List<T> templates) {
        for (T template : templates) {
            byName.computeIfAbsent(key(template.isOfCluster(), template.name()), k -> new ArrayList<>())
                    .add(template);
        }
    }

    /** An object that names templates. */
    public interface User {
        /** Empty for an object that is for the namespace that it will be applied to. */
        String namespace();

        /** The input that the object stands in. */
        Object source();

        List<TemplateReference> references();
    }

    /** A template, which may name others. */
    public interface Template extends User {
        /** Whether it is a ClusterAnalysisTemplate, which has no namespace. */
        boolean isOfCluster();

        String name();
    }

    /** The template that is named. Of several with one name, the one in the same input is meant. */
    Optional<T> find(TemplateReference reference, User user) {
        List<T> candidates = byName.getOrDefault(key(reference.isOfCluster(), reference.name()), List.of()).stream()
                .filter(template -> reference.isOfCluster() || together(template.namespace(), user.namespace()))
                .toList();
        return candidates.stream()
                .filter(template -> template.source().equals(user.source()))
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }

    private static String key(boolean isOfCluster, String name) {
        return isOfCluster + " " + name;
    }

    private static boolean together(String one, String other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }
}
