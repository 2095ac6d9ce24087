package dev.assay.analysis;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.assay.metric.Metric;
import dev.assay.text.GoRegex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules that are regular expressions over metric names, in Go's syntax and with its linear time. */
final class MetricNameRules {
    /** A longer rule, or a longer name, matches only what is equal to it. */
    private static final int MAX_LENGTH = 1_000;

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
        if (rule.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(GoRegex.compile(rule));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }
}
