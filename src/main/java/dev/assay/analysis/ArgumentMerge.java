package dev.assay.analysis;

import dev.assay.metric.Argument;
import java.util.ArrayList;
import java.util.List;

/** {@code MergeArgs} and {@code ResolveArgs} of {@code utils/analysis/helpers.go}. */
final class ArgumentMerge {
    private ArgumentMerge() {}

    static List<Argument> merge(List<Argument> given, List<Argument> declared) {
        List<Argument> merged = overlay(given, declared);
        for (Argument argument : merged) {
            if (argument.value() == null && argument.valueFrom() == null) {
                throw new AnalysisException("args." + argument.name() + " was not resolved");
            }
        }
        return merged;
    }

    /** The declared arguments, in their order, with what was given for them; the first one of a name gets it. */
    static List<Argument> overlay(List<Argument> given, List<Argument> declared) {
        List<Argument> merged = new ArrayList<>(declared);
        for (Argument argument : given) {
            for (int i = 0; i < merged.size(); i++) {
                Argument old = merged.get(i);
                if (!old.name().equals(argument.name())) {
                    continue;
                }
                if (argument.value() != null) {
                    merged.set(i, new Argument(old.name(), argument.value(), old.valueFrom()));
                } else if (argument.valueFrom() != null) {
                    merged.set(i, new Argument(old.name(), old.value(), argument.valueFrom()));
                }
                break;
            }
        }
        return merged;
    }
}
