package dev.assay.check.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.assay.check.analysis.TemplateSet.Merged;
import dev.assay.text.ForeignText;
import dev.assay.text.GoRegex;
import java.util.List;
import java.util.Optional;

/** The rules of a template or run that are regular expressions over the names of metrics. */
final class RuleCheck {
    private static final List<String> FIELDS = List.of("dryRun", "measurementRetention");

    /** A longer rule is compared as it is. */
    private static final int LONGEST = 1_000;

    private final Findings findings;

    RuleCheck(Findings findings) {
        this.findings = findings;
    }

    /**
     * @param spec that holds the rules
     * @param path of this spec, with a dot at its end
     * @param merged the metrics that the rules are for
     */
    void check(Manifest manifest, JsonNode spec, String path, Merged merged) {
        for (String field : FIELDS) {
            for (int i = 0; i < spec.path(field).size(); i++) {
                String rule = spec.path(field).path(i).path("metricName").asText("");
                check(manifest, path + field + "[" + i + "].metricName", rule, merged);
            }
        }
    }

    private void check(Manifest manifest, String path, String rule, Merged merged) {
        if (rule.contains("{{") || rule.length() > LONGEST) {
            return;
        }
        Optional<Pattern> pattern = pattern(manifest, path, rule);
        boolean isSure = merged.missing().isEmpty()
                && merged.metrics().stream().noneMatch(m -> m.name().contains("{{"));
        if (pattern.isPresent()
                && isSure
                && merged.metrics().stream()
                        .noneMatch(m -> pattern.get().matcher(m.name()).find())) {
            findings.fault(
                    manifest,
                    path,
                    "matches no metric, and Argo Rollouts ends such a run with an Error",
                    "write the name of a metric, or a regular expression such as .*");
        }
    }

    private Optional<Pattern> pattern(Manifest manifest, String path, String rule) {
        try {
            return Optional.of(GoRegex.compile(rule));
        } catch (PatternSyntaxException e) {
            findings.fault(
                    manifest,
                    path,
                    "is no regular expression (" + ForeignText.excerpt(String.valueOf(e.getMessage())) + ")",
                    rule.equals("*") ? "write .* for all metrics" : "correct it");
            return Optional.empty();
        }
    }
}
