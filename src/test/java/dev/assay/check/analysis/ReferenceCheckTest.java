package dev.assay.check.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.config.ConfigFault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceCheckTest {
    private static final String TEMPLATES = """
            apiVersion: argoproj.io/v1alpha1
            kind: AnalysisTemplate
            metadata: {name: latency}
            spec:
              args: [{name: service}, {name: limit, value: "1"}]
              metrics:
              - name: p99
                interval: 1m
                successCondition: result < {{args.limit}}
                provider: {plugin: {acme/latency: {service: "{{args.service}}"}}}
            ---
            apiVersion: argoproj.io/v1alpha1
            kind: ClusterAnalysisTemplate
            metadata: {name: errors}
            spec:
              metrics:
              - name: errors
                provider: {plugin: {acme/errors: {service: "{{args.service}}"}}}
            ---
            apiVersion: argoproj.io/v1alpha1
            kind: AnalysisTemplate
            metadata: {name: both}
            spec:
              args: [{name: service}]
              templates:
              - {templateName: latency}
              - {templateName: errors, clusterScope: true}
            """;

    private static final String ROLLOUT = """
            apiVersion: argoproj.io/v1alpha1
            kind: Rollout
            metadata: {name: shop}
            spec:
              strategy:
                canary:
                  analysis:
                    templates: [{templateName: both}]
                    args: [{name: service, value: shop}]
                  steps:
                  - setWeight: 10
                  - analysis:
                      templates: [{templateName: elsewhere}]
            """;

    @Test
    void a_template_may_use_arguments_that_the_template_declares_by_which_it_is_named() {
        AnalysisFindings findings = AnalysisCheckTest.check(TEMPLATES);
        assertThat(findings.faults()).isEmpty();
        assertThat(findings.warnings()).singleElement().asString().contains("has an interval and no count");
    }

    @Test
    void templates_are_found_in_other_files_and_those_that_are_not_there_are_told() {
        ManifestSource rollout = new ManifestSource("rollout.yaml", ROLLOUT);
        ManifestSource templates = new ManifestSource("templates.yaml", TEMPLATES);
        Map<ManifestSource, AnalysisFindings> found =
                new AnalysisCheck(List.of(rollout, templates)).findings(Optional.empty());
        assertThat(found.get(rollout).faults()).isEmpty();
        assertThat(found.get(rollout).notChecked())
                .containsExactly("the AnalysisTemplate elsewhere, which is not in these files");
        assertThat(found.get(rollout).analyses()).containsExactly(new CheckedAnalysis("Rollout", "shop", 0, 0));
        assertThat(found.get(templates).analyses()).hasSize(3);
    }

    @Test
    void an_argument_that_a_template_needs_must_be_given_and_another_one_is_a_warning() {
        String misspelt = ROLLOUT.replace("name: service,", "name: servise,") + "---\n" + TEMPLATES;
        AnalysisFindings findings = AnalysisCheckTest.check(misspelt);
        assertThat(findings.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.entry()).isEqualTo("Rollout shop");
            assertThat(fault.field()).isEqualTo("spec.strategy.canary.analysis.args");
            assertThat(fault.line()).isEqualTo(9);
            assertThat(fault.problem()).contains("no value for the argument service");
        });
        assertThat(findings.warnings()).anyMatch(warning -> warning.contains("probably service is meant"));
    }

    @Test
    void a_metric_without_an_end_is_no_warning_where_the_files_start_it_in_the_background() {
        assertThat(AnalysisCheckTest.check(ROLLOUT + "---\n" + TEMPLATES).warnings())
                .isEmpty();
    }

    @Test
    void a_step_that_waits_for_a_metric_without_an_end_is_a_fault() {
        String inline = ROLLOUT.replace(
                        "{templateName: elsewhere}]",
                        "{templateName: latency}]\n          args: [{name: service, value: a}]")
                + "---\n" + TEMPLATES;
        assertThat(AnalysisCheckTest.check(inline).faults())
                .extracting(ConfigFault::problem)
                .containsExactly(
                        "waits for the metric p99 of AnalysisTemplate latency, which has an interval and no count,"
                                + " and so never ends");
    }

    @Test
    void templates_that_name_each_other_are_a_fault_where_each_names_the_other() {
        String circle = TEMPLATES.replace(
                "metadata: {name: latency}\nspec:",
                "metadata: {name: latency}\nspec:\n  templates: [{templateName: both}]");
        assertThat(AnalysisCheckTest.check(circle).faults())
                .extracting(ConfigFault::where, ConfigFault::problem)
                .containsExactly(
                        tuple(
                                "AnalysisTemplate both.spec.templates[0] (line 27)",
                                "names the AnalysisTemplate latency, which names this one, directly or over others"),
                        tuple(
                                "AnalysisTemplate latency.spec.templates[0] (line 5)",
                                "names the AnalysisTemplate both, which names this one, directly or over others"));
    }

    @Test
    void two_templates_with_a_metric_of_one_name_are_a_fault_where_they_are_named_together() {
        String twins = ROLLOUT.replace("{templateName: both}", "{templateName: latency}, {templateName: twin}")
                + "---\n" + TEMPLATES + "---\n"
                + TEMPLATES.substring(0, TEMPLATES.indexOf("---")).replace("latency}", "twin}");
        assertThat(AnalysisCheckTest.check(twins).faults())
                .extracting(ConfigFault::problem)
                .contains("names templates with two metrics of the name p99");
    }

    @Test
    void a_step_is_refused_by_Argo_where_a_template_has_no_end_by_itself() {
        String step = ROLLOUT.replace("{templateName: elsewhere}]", """
                {templateName: latency}]
                          args: [{name: service, value: a}, {name: n, value: "5"}]""")
                .replace("{name: service, value: shop}", "{name: service, value: shop}, {name: n, value: '5'}");
        String counted = TEMPLATES.replace("interval: 1m", "interval: 1m\n    count: '{{args.n}}'");
        assertThat(AnalysisCheckTest.check(
                                step + "---\n" + counted.replace("{name: service}, ", "{name: service}, {name: n}, "))
                        .faults())
                .extracting(ConfigFault::problem)
                .containsExactly("waits for the metric p99 of AnalysisTemplate latency, whose count has no value in its"
                        + " template, and Argo Rollouts takes it for endless, whatever value the step gives");
        assertThat(AnalysisCheckTest.check(step + "---\n"
                                + counted.replace("{name: service}, ", "{name: service}, {name: n, value: '3'}, "))
                        .faults())
                .isEmpty();
        assertThat(AnalysisCheckTest.check(step + "---\n"
                                + TEMPLATES.replace("interval: 1m", "interval: 1m\n    consecutiveSuccessLimit: 3"))
                        .faults())
                .extracting(ConfigFault::problem)
                .containsExactly(
                        "waits for the metric p99 of AnalysisTemplate latency, which has an interval and no count,"
                                + " and so never ends");
    }

    @Test
    void a_step_is_refused_by_Argo_where_a_template_does_not_declare_its_arguments_itself() {
        String step = ROLLOUT.replace("{templateName: elsewhere}]", """
                {templateName: group}]
                          args: [{name: service, value: a}]""");
        String group = "---\n"
                + TEMPLATES
                        .substring(TEMPLATES.lastIndexOf("apiVersion"))
                        .replace("both", "group")
                        .replace("  - {templateName: latency}\n", "");
        assertThat(AnalysisCheckTest.check(step + "---\n" + TEMPLATES + group).faults())
                .extracting(ConfigFault::where, ConfigFault::problem)
                .containsExactly(tuple(
                        "Rollout shop.spec.strategy.canary.steps[1].analysis (line 12)",
                        "waits for ClusterAnalysisTemplate errors, which uses the argument service and does not declare it"
                                + " itself, as Argo Rollouts wants for a step"));
    }

    @Test
    void a_step_is_refused_by_Argo_where_an_argument_has_a_value_and_a_reference() {
        String step = ROLLOUT.replace("{templateName: elsewhere}]", """
                {templateName: latency}]
                          args: [{name: service, value: a}]""");
        String two = TEMPLATES
                .replace("interval: 1m", "interval: 1m\n    count: 3")
                .replace("value: \"1\"}", "value: \"1\", valueFrom: {secretKeyRef: {name: a, key: b}}}");
        assertThat(AnalysisCheckTest.check(step + "---\n" + two).faults())
                .extracting(ConfigFault::problem)
                .containsExactly(
                        "waits for AnalysisTemplate latency, whose argument limit has both value and valueFrom");
    }

    @Test
    void templates_that_do_not_merge_are_a_fault_where_they_come_together() {
        String other = TEMPLATES.replace(
                "args: [{name: service}]",
                "args: [{name: service}, {name: limit, value: '2'}]\n"
                        + "  dryRun: [{metricName: p99}, {metricName: p99}]");
        assertThat(AnalysisCheckTest.check(ROLLOUT + "---\n" + other).faults())
                .extracting(ConfigFault::where, ConfigFault::problem)
                .containsExactly(
                        tuple(
                                "AnalysisTemplate both.spec (line 37)",
                                "has the argument limit with the values 2 and 1 in its templates, which Argo Rollouts refuses"),
                        tuple(
                                "AnalysisTemplate both.spec.dryRun (line 39)",
                                "has two rules for the metricName p99, which Argo Rollouts refuses"));
    }

    @Test
    void a_conflict_of_templates_is_told_once_where_they_first_come_together() {
        String other = TEMPLATES.replace(
                "args: [{name: service}]",
                "args: [{name: service}, {name: limit, value: '2'}]\n  dryRun: [{metricName: p99}, {metricName: p99}]");
        String above = "---\n"
                + TEMPLATES
                        .substring(TEMPLATES.lastIndexOf("apiVersion"))
                        .replace("templateName: latency", "templateName: both")
                        .replace("name: both", "name: above");
        String rollout = ROLLOUT.replace(
                "templateName: both}]", "templateName: above}]\n        dryRun: [{metricName: errors}]");
        assertThat(AnalysisCheckTest.check(rollout + "---\n" + other + above).faults())
                .extracting(ConfigFault::entry, ConfigFault::field)
                .containsExactly(tuple("AnalysisTemplate both", "spec"), tuple("AnalysisTemplate both", "spec.dryRun"));
    }

    @Test
    void a_conflict_that_only_the_rollout_makes_is_told_there() {
        String ruled =
                TEMPLATES.replace("args: [{name: service}]", "args: [{name: service}]\n  dryRun: [{metricName: p99}]");
        String rollout =
                ROLLOUT.replace("templateName: both}]", "templateName: both}]\n        dryRun: [{metricName: p99}]");
        assertThat(AnalysisCheckTest.check(rollout + "---\n" + ruled).faults())
                .extracting(ConfigFault::entry, ConfigFault::field)
                .containsExactly(tuple("Rollout shop", "spec.strategy.canary.analysis.dryRun"));
    }

    @Test
    void the_rules_of_an_experiment_are_for_each_of_its_analyses() {
        String experiment = """
                apiVersion: argoproj.io/v1alpha1
                kind: Experiment
                metadata: {name: trial}
                spec:
                  analyses:
                  - {name: slow, templateName: latency, args: [{name: service, value: shop}]}
                  - {name: bad, templateName: both, args: [{name: service, value: shop}]}
                  dryRun: [{metricName: errors}, {metricName: '*'}]
                  measurementRetention: [{metricName: p99, limits: 5}]
                """;
        assertThat(AnalysisCheckTest.check(experiment + "---\n" + TEMPLATES).faults())
                .extracting(ConfigFault::field, fault -> fault.problem() + "; " + fault.remedy())
                .containsExactlyInAnyOrder(
                        tuple(
                                "spec.dryRun[0].metricName",
                                "matches no metric of spec.analyses[0], and Argo Rollouts ends such a run with an Error;"
                                        + " write the name of a metric, or a regular expression such as .*"),
                        tuple(
                                "spec.dryRun[1].metricName",
                                "is no regular expression (error parsing regexp: missing argument to repetition operator: `*`); write .* for all"
                                        + " metrics"),
                        tuple("spec.measurementRetention[0].limits", "is unknown; write limit"));
        String step = ROLLOUT.replace("  - analysis:\n          templates: [{templateName: elsewhere}]\n", """
                  - experiment:
                          analyses: [{name: slow, templateName: latency, args: [{name: service, value: a}]}]
                          dryRun: [{metricName: errors}]
                """);
        assertThat(AnalysisCheckTest.check(step + "---\n" + TEMPLATES).faults())
                .extracting(ConfigFault::field)
                .containsExactly("spec.strategy.canary.steps[1].experiment.dryRun[0].metricName");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "templateName: both}] | templateName: both, clusterScoped: true}] | analysis.templates[0].clusterScoped | is unknown; write clusterScope",
                "args: [{name: service, value: shop}] | args: [{name: service, value: 9090}] | analysis.args[0].value | is a number, not a string; put it in quotes",
                "value: shop} | valueFrom: {secretKeyRef: {name: a, key: b}}} | analysis.args[0].valueFrom.secretKeyRef | is unknown; write the secretKeyRef in the template, a Rollout reads no Secret",
                "templates: [{templateName: elsewhere}] | templateName: elsewhere | steps[1].analysis.templateName | is unknown; write it as an element of templates",
                "templates: [{templateName: elsewhere}] | startingStep: 2 | steps[1].analysis.startingStep | is unknown; remove it",
            })
    void a_field_of_an_analysis_that_Kubernetes_drops_is_a_fault(String good, String bad, String field, String told) {
        assertThat(AnalysisCheckTest.check(ROLLOUT.replace(good, bad)).faults())
                .extracting(ConfigFault::field, fault -> fault.problem() + "; " + fault.remedy())
                .contains(tuple("spec.strategy.canary." + field, told));
    }
}
