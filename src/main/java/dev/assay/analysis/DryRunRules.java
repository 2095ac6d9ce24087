package dev.assay.analysis;

import dev.assay.metric.Metric;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Rules that are regular expressions over metric names. Go's matcher takes linear time, the JDK's may take for ever: so
 * lengths and steps have a bound, beyond which a rule does not match.
 */
final class DryRunRules {
    private static final int MAX_LENGTH = 1_000;
    private static final int MAX_STEPS = 1_000_000;

    private DryRunRules() {}

    /** As {@code GetDryRunMetrics} in {@code utils/analysis/helpers.go}. */
    static Set<String> dryRun(List<String> rules, List<Metric> metrics) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            String rule = rules.get(i);
            List<String> matched = metrics.stream()
                    .map(Metric::name)
                    .filter(n -> matches(rule, n))
                    .toList();
            if (matched.isEmpty()) {
                throw new AnalysisException("dryRun[" + i + "]: Rule didn't match any metric name(s)");
            }
            names.addAll(matched);
        }
        return names;
    }

    /** A rule that is no regular expression matches nothing, as in Argo. */
    private static boolean matches(String rule, String name) {
        if (rule.length() > MAX_LENGTH || name.length() > MAX_LENGTH) {
            return rule.equals(name);
        }
        try {
            Matcher matcher = Pattern.compile(rule).matcher(new CountedText(name, new AtomicInteger(MAX_STEPS)));
            return matcher.find();
        } catch (PatternSyntaxException | TooManySteps e) {
            return false;
        }
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A text that can be looked at so many times only. */
    private record CountedText(String text, AtomicInteger left) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (left.getAndDecrement() <= 0) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new CountedText(text.substring(start, end), left);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
