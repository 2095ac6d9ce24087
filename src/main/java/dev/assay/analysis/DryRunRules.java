package dev.assay.analysis;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.assay.metric.Metric;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;

/** Rules that are regular expressions over metric names, in Go's syntax and with its linear time. */
final class DryRunRules {
    /** A longer rule, or a longer name, matches only what is equal to it. */
    private static final int MAX_LENGTH = 1_000;

    /**
     * RE2/J writes a repeated part as often as it may occur, and so {@code ((a{1000}){1000}){1000}} would fill the memory.
     * Go refuses more than 1,000 repetitions within each other; here a rule is refused by the size that it may come to.
     */
    private static final long MAX_PROGRAM = 20_000;

    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("\\{(?:[0-9]{1,9},)?([0-9]{1,9}),?}");

    private DryRunRules() {}

    /** The names of metrics in dry run, by {@code GetDryRunMetrics} in {@code utils/analysis/helpers.go}. */
    static Set<String> dryRun(List<String> rules, List<Metric> metrics) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            String rule = rules.get(i);
            Optional<Pattern> pattern = pattern(rule);
            List<String> matched = metrics.stream()
                    .map(Metric::name)
                    .filter(name -> matches(rule, pattern, name))
                    .toList();
            if (matched.isEmpty()) {
                throw new AnalysisException("dryRun[" + i + "]: Rule didn't match any metric name(s)");
            }
            names.addAll(matched);
        }
        return names;
    }

    private static boolean matches(String rule, Optional<Pattern> pattern, String name) {
        if (rule.length() > MAX_LENGTH || name.length() > MAX_LENGTH) {
            return rule.equals(name);
        }
        return pattern.filter(p -> p.matcher(name).find()).isPresent();
    }

    /** Empty for what is no regular expression of a reasonable size; as in Argo, it matches nothing. */
    private static Optional<Pattern> pattern(String rule) {
        if (rule.length() > MAX_LENGTH || programSize(rule) > MAX_PROGRAM) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(rule));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /** The most instructions that a rule can come to: as if all its repetitions were within each other. */
    private static long programSize(String rule) {
        long size = rule.length();
        for (MatchResult repetition : REPETITION.matcher(rule).results().toList()) {
            size = Math.min(size, MAX_PROGRAM) * Math.max(1, Long.parseLong(repetition.group(1)));
        }
        return size;
    }
}
