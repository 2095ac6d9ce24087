package dev.assay.check.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.config.ConfigFault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
                      templates: [{templateName: errors, clusterScope: true}, {templateName: elsewhere}]
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
        String inline = ROLLOUT.replace("{templateName: errors, clusterScope: true}", "{templateName: latency}")
                        .replace(
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
}
