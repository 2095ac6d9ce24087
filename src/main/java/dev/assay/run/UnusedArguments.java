package dev.assay.run;

import dev.assay.analysis.Analysis;
import dev.assay.metric.Metric;
import dev.assay.text.ForeignText;
import dev.assay.text.SpellingSuggestion;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The arguments that are given to an analysis which declares none, and that no metric of it names. Argo leaves them out
 * without a word.
 */
final class UnusedArguments {
    private static final String PREFIX = "args.";

    private UnusedArguments() {}

    /** A sentence for each of them. */
    static List<String> warnings(List<Metric> metrics, Collection<String> given) {
        Set<String> named = new LinkedHashSet<>();
        for (Metric metric : metrics) {
            Analysis.tags(metric.text()).stream()
                    .filter(tag -> tag.startsWith(PREFIX))
                    .map(tag -> tag.substring(PREFIX.length()))
                    .forEach(named::add);
        }
        return given.stream()
                .filter(name -> !named.contains(name))
                .map(name -> warning(name, named))
                .toList();
    }

    private static String warning(String name, Set<String> named) {
        return "tried to fill in the argument " + ForeignText.quoted(name) + ", but nothing of the analysis names {{"
                + PREFIX + ForeignText.excerpt(name) + "}}; "
                + SpellingSuggestion.to(name, named)
                        .map(near -> "did you mean " + ForeignText.excerpt(near) + "?")
                        .orElse("correct the name, or leave it out");
    }
}
