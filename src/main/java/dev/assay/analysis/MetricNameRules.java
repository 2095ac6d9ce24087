package dev.assay.analysis;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.assay.metric.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;

/** Rules that are regular expressions over metric names, in Go's syntax and with its linear time. */
final class MetricNameRules {
    /** A longer rule, or a longer name, matches only what is equal to it. */
    private static final int MAX_LENGTH = 1_000;

    /**
     * RE2/J writes a repeated part as often as it may occur, and so {@code ((a{1000}){1000}){1000}} would fill the memory.
     * Go refuses more than 1,000 repetitions within each other; here a rule is refused by the size that it may come to.
     */
    private static final long MAX_PROGRAM = 20_000;

    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("\\{(?:[0-9]{1,9},)?([0-9]{1,9}),?}");

    private MetricNameRules() {}

    /**
     * The metrics that the rules match, each with the index of the last rule that does, by {@code GetDryRunMetrics} and
     * {@code GetMeasurementRetentionMetrics} in {@code utils/analysis/helpers.go}.
     *
     * @param field that holds the rules, for the message
     * @throws AnalysisException when a rule matches none
     */
    static Map<String, Integer> match(String field, List<String> rules, List<Metric> metrics) {
        Map<String, Integer> matched = new LinkedHashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            String rule = rules.get(i);
            Optional<Pattern> pattern = pattern(rule);
            List<String> names = metrics.stream()
                    .map(Metric::name)
                    .filter(name -> matches(rule, pattern, name))
                    .toList();
            if (names.isEmpty()) {
                throw new AnalysisException(field + "[" + i + "]: Rule didn't match any metric name(s)");
            }
            for (String name : names) {
                matched.put(name, i);
            }
        }
        return matched;
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
