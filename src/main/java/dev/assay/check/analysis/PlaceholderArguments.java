package dev.assay.check.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.assay.analysis.Analysis;
import dev.assay.analysis.AnalysisException;
import dev.assay.analysis.TooMuchTextException;
import dev.assay.metric.Argument;
import dev.assay.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Fills arguments in whose values are not known before there is a run. A placeholder stands for them, which is a number, a
 * duration and a text.
 */
final class PlaceholderArguments {
    private static final String VALUE = "0";

    /** Characters of one metric; no manifest that Kubernetes stores is longer. */
    private static final int LONGEST = 4_000_000;

    private final List<Argument> arguments;
    private final Set<String> known;

    PlaceholderArguments(List<Argument> declared) {
        this.arguments = declared.stream()
                .map(argument -> argument.value() == null ? new Argument(argument.name(), VALUE, null) : argument)
                .toList();
        this.known = declared.stream()
                .filter(argument -> argument.value() != null)
                .map(Argument::name)
                .collect(Collectors.toSet());
    }

    /** Whether a text of the metric has an argument in it whose value is not known. */
    boolean isOpen(String text) {
        return ArgumentTags.arguments(TextNode.valueOf(text)).stream().anyMatch(name -> !known.contains(name));
    }

    /** The metric with its arguments; empty where that is not possible, which {@link ArgumentCheck} has said. */
    Optional<Metric> filled(ObjectNode metric) {
        List<Argument> all = new ArrayList<>(arguments);
        Set<String> declared = arguments.stream().map(Argument::name).collect(Collectors.toSet());
        ArgumentTags.arguments(metric).stream()
                .filter(name -> !declared.contains(name))
                .forEach(name -> all.add(new Argument(name, VALUE, null)));
        try {
            return Optional.of(
                    Analysis.resolve(List.of(new Metric(metric)), all, LONGEST).get(0));
        } catch (AnalysisException | TooMuchTextException e) {
            return Optional.empty();
        }
    }
}
