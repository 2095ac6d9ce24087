package dev.assay.check.analysis;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.assay.config.ConfigFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisCheckTest {
    private static final int MANY = 10_000;
    private static final Duration FAST = Duration.ofSeconds(10);

    private static final String TEMPLATE = """
            apiVersion: argoproj.io/v1alpha1
            kind: AnalysisTemplate
            metadata: {name: latency}
            spec:
              args:
              - name: service
              - name: limit
                value: "0.5"
              metrics:
              - name: p99
                interval: 1m
                count: 5
                failureLimit: 1
                successCondition: result[0] < {{args.limit}}
                provider:
                  plugin:
                    acme/latency: {query: 'p99{service="{{args.service}}"}'}
            """;

    private static final String BUILT_IN = TEMPLATE.replace("plugin:", "prometheus: {query: '{{args.service}}'}")
            .replaceFirst("(?m)^ +acme/latency.*\n", "");

    @Test
    void a_good_template_has_no_findings_and_is_counted() {
        AnalysisFindings findings = check(TEMPLATE);
        assertThat(findings.faults()).isEmpty();
        assertThat(findings.warnings()).isEmpty();
        assertThat(findings.notChecked()).isEmpty();
        assertThat(findings.analyses()).containsExactly(new CheckedAnalysis("AnalysisTemplate", "latency", 1, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "successCondition: | sucessCondition: | 14 | spec.metrics[0].sucessCondition | is unknown; write successCondition",
                "interval: 1m | interval: 60 | 11 | spec.metrics[0].interval | is a number (60), not a string; put it in quotes",
                "interval: 1m | interval: 1 m | 11 | spec.metrics[0].interval | is refused by Argo Rollouts: invalid interval string",
                "failureLimit: 1 | failureLimit: 9 | 12 | spec.metrics[0].count | count (5) must be >= failureLimit",
                "count: 5 | count: 99999999999 | 12 | spec.metrics[0].count | is a number (99999999999), not an integer of 32 bits; write a number from -2147483648 to 2147483647",
                "args.limit}} | args.limt}} | 14 | spec.metrics[0].successCondition | uses the argument limt, which is not declared; write {{args.limit}}",
                "args.limit}} | limit}} | 14 | spec.metrics[0].successCondition | has {{limit}}, which Argo Rollouts does not fill in",
                "result[0] < | result[0] <> | 14 | spec.metrics[0].successCondition | is no condition: ",
                "result[0] < {{args.limit}} | any(result, # > {{args.limit}}) | 14 | spec.metrics[0].successCondition | ends before #, because YAML takes",
                "result[0] < {{args.limit}} | result[0] < asFloat(args.limit) | 14 | spec.metrics[0].successCondition | is no condition: unknown name args; write {{args.limit}}",
                "{{args.limit}} | '{{ .Values.limit }}' | 14 | spec.metrics[0].successCondition | which Argo Rollouts does not fill in; check what helm template makes of it",
                "plugin: | plugins: | 16 | spec.metrics[0].provider.plugins | is unknown; write plugin",
                "metrics: | metric: | 9 | spec.metric | is unknown; write metrics",
            })
    void a_fault_is_told_with_its_line_and_remedy(String good, String bad, int line, String field, String told) {
        List<ConfigFault> faults = check(TEMPLATE.replace(good, bad)).faults();
        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.entry()).isEqualTo("AnalysisTemplate latency");
            assertThat(fault.field()).isEqualTo(field);
            assertThat(fault.line()).isEqualTo(line);
            assertThat(fault.problem() + "; " + fault.remedy()).contains(told);
        });
    }

    @Test
    void an_argument_without_a_value_may_stand_wherever_a_number_a_duration_or_a_name_is_wanted() {
        String open = TEMPLATE.replace("interval: 1m", "interval: '{{args.service}}'")
                .replace("count: 5", "count: '{{args.service}}'")
                .replace("failureLimit: 1", "failureLimit: '{{args.service}}'\n    initialDelay: '{{args.service}}'")
                .replace("result[0] < {{args.limit}}", "result[0] {{args.service}} {{args.limit}}");
        assertThat(check(open).faults()).isEmpty();
    }

    @Test
    void braces_outside_of_quotes_are_told_as_such() {
        assertThat(check(TEMPLATE.replace("count: 5", "count: {{args.limit}}")).faults())
                .extracting(ConfigFault::toString)
                .containsExactly("manifest (line 12): has {{ outside of quotes, where YAML takes it for a mapping;"
                        + " put the text in quotes");
        assertThat(check(TEMPLATE.replace("count: 5", "count: {{ .Values.count }}"))
                        .faults())
                .extracting(ConfigFault::remedy)
                .containsExactly("check what helm template makes of it, this is a template of Helm");
    }

    @Test
    void an_unknown_field_of_a_built_in_provider_is_a_fault_only_where_a_known_one_was_meant() {
        String builtIn = TEMPLATE.replace("plugin:", "prometheus:")
                .replace("acme/latency: {query: ", "authentication: {basicAuth: ");
        assertThat(check(builtIn).faults()).isEmpty();
        assertThat(check(builtIn).warnings())
                .containsExactly("AnalysisTemplate latency.spec.metrics[0].provider.prometheus.authentication.basicAuth"
                        + " (line 17) is unknown");
        String misspelt = builtIn.replace("authentication: {basicAuth: ", "qery: {a: ");
        assertThat(check(misspelt).faults()).extracting(ConfigFault::remedy).contains("write query");
    }

    @Test
    void an_argument_that_nothing_uses_is_a_warning() {
        String unused = TEMPLATE.replace("{{args.limit}}", "0.5");
        assertThat(check(unused).warnings())
                .containsExactly("AnalysisTemplate latency.spec.args[1] (line 7) declares the argument limit, which no"
                        + " metric uses");
    }

    @Test
    void a_metric_with_an_interval_and_no_count_is_a_warning() {
        assertThat(check(TEMPLATE.replace("    count: 5\n", "")).warnings())
                .singleElement()
                .asString()
                .startsWith("AnalysisTemplate latency.spec.metrics[0] (line 10) has an interval and no count");
        assertThat(check(TEMPLATE.replace("count: 5", "consecutiveSuccessLimit: 3"))
                        .warnings())
                .isEmpty();
    }

    @Test
    void rules_over_names_of_metrics_must_be_regular_expressions_that_match() {
        String rules = TEMPLATE + "  dryRun:\n  - metricName: p9.\n  - metricName: '*'\n"
                + "  measurementRetention:\n  - metricName: p50\n    limit: 5\n";
        assertThat(check(rules).faults())
                .extracting(ConfigFault::field)
                .containsExactly("spec.dryRun[1].metricName", "spec.measurementRetention[0].metricName");
        assertThat(check(rules).faults()).extracting(ConfigFault::remedy).startsWith("write .* for all metrics");
    }

    @Test
    void braces_without_an_end_cost_little() {
        String open = TEMPLATE.replace("p99{service=", "{{".repeat(300_000));
        assertThat(check(open).analyses()).hasSize(1);
    }

    @Test
    void thousands_of_faults_cost_little_and_the_first_are_told() {
        String declared = IntStream.range(0, MANY)
                .mapToObj("  - name: known%sname\n"::formatted)
                .collect(joining());
        String used = IntStream.range(0, MANY)
                .mapToObj("k%1$s: '{{args.a%1$sname}}', "::formatted)
                .collect(joining());
        String many =
                TEMPLATE.replace("  metrics:\n", declared + "  metrics:\n").replace("{query: ", "{" + used + "query: ");
        AnalysisFindings findings = assertTimeout(FAST, () -> check(many));
        assertThat(findings.faults())
                .hasSize(501)
                .last()
                .hasToString("manifest: has more than 500 faults; correct these first");
        assertThat(findings.warnings())
                .hasSize(501)
                .last()
                .isEqualTo("there are more than 500 warnings, and only these are told");
    }

    @Test
    void thousands_of_rules_are_checked_as_far_as_that_costs_little() {
        String metrics = IntStream.range(0, MANY)
                .mapToObj("  - {name: metric%s, provider: {plugin: {a/b: {}}}}\n"::formatted)
                .collect(joining());
        String rules = IntStream.range(0, 1_000)
                .mapToObj("  - {metricName: 'c(a|b)*d%s'}\n"::formatted)
                .collect(joining("", "  dryRun:\n", ""));
        AnalysisFindings findings = assertTimeout(FAST, () -> check(TEMPLATE + metrics + rules));
        assertThat(findings.faults()).hasSize(101).allSatisfy(fault -> assertThat(fault.problem())
                .startsWith("matches no metric"));
        assertThat(findings.notChecked()).containsExactly("the rules under spec.dryRun after the first 101");
    }

    @Test
    void a_rule_that_would_fill_the_memory_is_refused() {
        String rule = TEMPLATE + "  dryRun:\n  - metricName: ((a{1000}){1000}){1000}\n";
        assertThat(check(rule).faults()).singleElement().satisfies(fault -> assertThat(fault.problem())
                .contains("expression too large"));
    }

    @Test
    void a_plugin_that_the_ConfigMap_does_not_list_is_a_fault_with_the_nearest_name() {
        ManifestSource source = new ManifestSource("a.yaml", TEMPLATE);
        AnalysisFindings findings = new AnalysisCheck(List.of(source))
                .findings(Optional.of(new ListedPlugins(Set.of("acme/latenz"), List.of())))
                .get(source);
        assertThat(findings.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(17);
            assertThat(fault.remedy()).isEqualTo("write acme/latenz");
        });
    }

    @Test
    void built_in_providers_are_counted_and_their_conditions_are_read_as_Argo_reads_them() {
        AnalysisFindings findings = check(BUILT_IN.replace("result[0] <", "result[0] <>"));
        assertThat(findings.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo("spec.metrics[0].successCondition");
            assertThat(fault.problem()).startsWith("is no condition: ");
        });
        assertThat(findings.analyses()).containsExactly(new CheckedAnalysis("AnalysisTemplate", "latency", 1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"job", "kayenta"})
    void a_condition_for_a_provider_that_decides_without_it_is_a_warning(String provider) {
        AnalysisFindings findings = check(BUILT_IN.replace("prometheus: {query: '{{args.service}}'}", provider + ": {}")
                .replace("result[0] < {{args.limit}}", "results > {{args.service}} + {{args.limit}}"));
        assertThat(findings.faults()).isEmpty();
        assertThat(findings.warnings())
                .containsExactly(
                        "AnalysisTemplate latency.spec.metrics[0].successCondition (line 14) is never read, since"
                                + " Argo's provider " + provider + " decides without it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "'00'", "many", "''"})
    void a_count_that_counts_as_zero_is_no_end(String count) {
        assertThat(check(TEMPLATE.replace("count: 5", "count: " + count)).warnings())
                .singleElement()
                .asString()
                .contains("has an interval and no count");
    }

    @Test
    void a_run_needs_values_for_its_arguments() {
        String run = TEMPLATE.replace("AnalysisTemplate", "AnalysisRun");
        assertThat(check(run).faults()).singleElement().satisfies(fault -> {
            assertThat(fault.entry()).isEqualTo("AnalysisRun latency");
            assertThat(fault.field()).isEqualTo("spec.args[0]");
            assertThat(fault.problem()).isEqualTo("has no value");
        });
    }

    @Test
    void the_same_name_for_two_metrics_is_a_fault() {
        String twice = TEMPLATE + "  - {name: p99, provider: {plugin: {acme/latency: {}}}}\n";
        assertThat(check(twice).faults()).singleElement().satisfies(fault -> assertThat(fault.problem())
                .isEqualTo("is the name of spec.metrics[0] too"));
    }

    @Test
    void items_of_a_list_and_several_documents_are_all_checked() {
        String item = TEMPLATE.indent(4).replaceFirst("    apiVersion", "  - apiVersion");
        String list = "kind: List\napiVersion: v1\nitems:\n" + item + "---\n" + TEMPLATE.replace("latency}", "other}");
        assertThat(check(list).analyses()).extracting(CheckedAnalysis::name).containsExactly("latency", "other");
    }

    @Test
    void other_objects_and_objects_of_other_groups_are_passed_over() {
        assertThat(check("kind: Deployment\napiVersion: apps/v1\n---\n"
                        + TEMPLATE.replace("argoproj.io/v1alpha1", "example.com/v1")))
                .isEqualTo(AnalysisFindings.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "'a: &a [*a]'",
        "'apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nspec: 5'",
        "'apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nspec: {metrics: {a: b}}'",
        "'apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nspec: {metrics: [5, [], null], args: [[]]}'",
        "'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {strategy: {canary: {steps: [5, {analysis: []}]}}}'",
        "'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: [1]'",
        "'apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nspec: {a[x]: 1, \"b[\": 2, metrics: [{\"a.b\": 1}]}'",
        "'apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplateList\nitems: 5'",
        "'apiVersion: argoproj.io/v1alpha1\nkind: AnalysisRun\nspec: {metrics: [], metrics: []}'",
        "'\tx: ['",
    })
    void malformed_objects_end_in_findings_and_in_no_exception(String text) {
        ManifestSource source = new ManifestSource("a.yaml", text);
        AnalysisFindings findings = new AnalysisCheck(List.of(source))
                .findings(Optional.of(new ListedPlugins(Set.of(), List.of())))
                .get(source);
        assertThat(findings).isNotNull();
    }

    static AnalysisFindings check(String text) {
        ManifestSource source = new ManifestSource("a.yaml", text);
        return new AnalysisCheck(List.of(source)).findings(Optional.empty()).get(source);
    }
}
