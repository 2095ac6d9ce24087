package dev.assay.check.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.assay.check.analysis.Template.WrittenMetric;
import dev.assay.check.analysis.TemplateSet.Merged;
import dev.assay.text.ForeignText;
import dev.assay.text.GoRegex;
import java.util.List;
import java.util.Optional;

/** The rules of a template or run that are regular expressions over the names of metrics. */
final class RuleCheck {
    /** The fields that hold rules. */
    static final List<String> FIELDS = List.of("dryRun", "measurementRetention");

    /** A longer rule is not checked. */
    private static final int LONGEST = 1_000;

    /** Characters of names that the rules of one field are compared with. */
    private static final long MOST_COMPARED = 10_000_000;

    private final FindingCollector findings;

    RuleCheck(FindingCollector findings) {
        this.findings = findings;
    }

    /** The rules of a template or run, for its own metrics. */
    void check(Manifest manifest, Merged merged) {
        check(manifest, manifest.json().path("spec"), "spec.", merged, "");
    }

    /** The rules that a Rollout or an Experiment has for one of its analyses. */
    void check(Manifest manifest, AnalysisSite site, Merged merged) {
        AnalysisSite.Rules rules = site.rules();
        String of = rules.path().equals(site.path()) ? "" : " of " + site.path();
        check(manifest, rules.json(), rules.path() + ".", merged, of);
    }

    /**
     * @param spec that holds the rules
     * @param path of this spec, with a dot at its end
     * @param merged the metrics that the rules are for
     * @param of which metrics these are, where the path does not say it
     */
    private void check(Manifest manifest, JsonNode spec, String path, Merged merged, String of) {
        List<String> names = merged.metrics().stream().map(WrittenMetric::name).toList();
        boolean isSure = merged.missing().isEmpty() && names.stream().noneMatch(name -> name.contains("{{"));
        long most = MOST_COMPARED / names.stream().mapToLong(String::length).reduce(1, Long::sum);
        for (String field : FIELDS) {
            if (spec.path(field).size() > most) {
                findings.notChecked(manifest, "the rules under " + path + field + " after the first " + most);
            }
            for (int i = 0; i < Math.min(most, spec.path(field).size()); i++) {
                String rule = spec.path(field).path(i).path("metricName").asText("");
                if (!rule.contains("{{") && rule.length() <= LONGEST) {
                    checkOne(
                            manifest,
                            path + field + "[" + i + "].metricName",
                            rule,
                            isSure ? Optional.of(names) : Optional.empty(),
                            of);
                }
            }
        }
    }

    /** @param names of all metrics that the rule is for; empty where not all are known */
    private void checkOne(Manifest manifest, String path, String rule, Optional<List<String>> names, String of) {
        Optional<Pattern> pattern = pattern(manifest, path, rule);
        if (pattern.isPresent()
                && names.isPresent()
                && names.get().stream()
                        .noneMatch(name -> pattern.get().matcher(name).find())) {
            findings.fault(
                    manifest,
                    path,
                    "matches no metric" + of + ", and Argo Rollouts ends such a run with an Error",
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
