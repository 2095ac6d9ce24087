package dev.assay.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.testing.Documents;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of Argo's {@code factory_test.go} and {@code helpers_test.go}, and what lies next to them. */
class AnalysisValidationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "count: 1, failureLimit: 2|count (1) must be >= failureLimit + consecutiveSuccessLimit (2 + 0) if both >= 0",
                "count: 3, interval: 1s, failureLimit: '2', consecutiveSuccessLimit: 2|count (3) must be >= failureLimit + consecutiveSuccessLimit (2 + 2) if both >= 0",
                "count: 1, failureLimit: -1, consecutiveSuccessLimit: 2|count must be >= consecutiveSuccessLimit",
                "count: 1, inconclusiveLimit: 2|count must be >= inconclusiveLimit",
                "count: 2, interval: 60s-typo|invalid interval string: time: unknown unit \"s-typo\" in duration \"60s-typo\"",
                "initialDelay: 60s-typo|invalid startDelay string: time: unknown unit \"s-typo\" in duration \"60s-typo\"",
                "count: 2|interval must be specified when count > 1",
                "failureLimit: -2|failureLimit must be >= 0, or -1 to be disabled",
                "inconclusiveLimit: -1|inconclusiveLimit must be >= 0",
                "consecutiveErrorLimit: -1|consecutiveErrorLimit must be >= 0",
                "consecutiveSuccessLimit: -1|consecutiveSuccessLimit must be >= 0",
                "consecutiveSuccessLimit: 0, failureLimit: -1|failureLimit and consecutiveSuccessLimit cannot both be disabled",
            })
    void limits_are_checked_as_in_argo(String fields, String message) {
        assertThatThrownBy(() -> Analysis.validate(metrics("{name: a, provider: {prometheus: {}}, " + fields + "}")))
                .isInstanceOf(AnalysisException.class)
                .hasMessage("metrics[0]: " + message);
    }

    @Test
    void numbers_are_written_in_the_digits_of_argo_wherever_assay_runs() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            limits_are_checked_as_in_argo(
                    "count: 1, failureLimit: 2",
                    "count (1) must be >= failureLimit + consecutiveSuccessLimit (2 + 0) if both >= 0");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count: 0, failureLimit: 2",
                "count: 0, inconclusiveLimit: 2",
                "count: 2, interval: 60s, failureLimit: 2",
                "count: 'many', failureLimit: 2",
                "interval: 10s",
                "consecutiveErrorLimit: null",
            })
    void fields_that_argo_allows_are_allowed(String fields) {
        assertThatCode(() -> Analysis.validate(metrics("{name: a, provider: {prometheus: {}}, " + fields + "}")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|no provider specified",
                "{plugin: {}}|no provider specified",
                "{prometheus: null}|no provider specified",
                "{unheardOf: {}}|no provider specified",
                "{prometheus: {}, job: {}}|multiple providers specified",
                "{plugin: {a/b: {}, c/d: {}}}|multiple providers specified",
                "{plugin: {a/b: {}}, web: {}}|multiple providers specified",
            })
    void exactly_one_provider_is_wanted(String provider, String message) {
        assertThatThrownBy(() -> Analysis.validate(metrics("{name: a, provider: " + provider + "}")))
                .hasMessage("metrics[0]: " + message);
    }

    @Test
    void no_metrics_and_two_of_one_name_are_refused() {
        assertThatThrownBy(() -> Analysis.validate(List.of())).hasMessage("no metrics specified");
        String metric = "{name: success-rate, provider: {plugin: {a/b: {}}}}";
        assertThatThrownBy(() -> Analysis.validate(metrics(metric, metric)))
                .hasMessage("metrics[1]: duplicate name 'success-rate'");
    }

    @Test
    void dry_run_rules_are_regular_expressions() {
        List<Metric> metrics = metrics("{name: success-rate}", "{name: error-rate}");
        assertThat(Analysis.dryRunMetrics(run("success-rate"), metrics)).containsExactly("success-rate");
        assertThat(Analysis.dryRunMetrics(run(".*"), metrics)).containsExactly("success-rate", "error-rate");
        assertThat(Analysis.dryRunMetrics(run("rate", "^e"), metrics)).containsExactly("success-rate", "error-rate");
        assertThat(Analysis.dryRunMetrics(run(), metrics)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"latency", "*", "(", "^rate"})
    void a_dry_run_rule_that_matches_nothing_is_refused(String rule) {
        assertThatThrownBy(() -> Analysis.dryRunMetrics(run("rate", rule), metrics("{name: success-rate}")))
                .isInstanceOf(AnalysisException.class)
                .hasMessage("dryRun[1]: Rule didn't match any metric name(s)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?P<kind>a)-1", "\\Qa-1\\E", "^[[:alpha:]]-\\pN\\z", "(?i)A", "[a-z0-9.-]{1,253}$"})
    void a_dry_run_rule_is_an_expression_of_go(String rule) {
        assertThat(Analysis.dryRunMetrics(run(rule), metrics("{name: a-1}"))).containsExactly("a-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(?=a)a", "a++", "\\1a|(a)", "a{1001}", "((a{0,1000}){0,1000}){0,1000}", "(a{1000,}){1000,}|a"})
    void a_dry_run_rule_that_go_refuses_matches_nothing(String rule) {
        assertThatThrownBy(() -> Analysis.dryRunMetrics(run(rule), metrics("{name: aa}")))
                .hasMessage("dryRun[0]: Rule didn't match any metric name(s)");
    }

    @Test
    void a_long_name_is_matched_by_itself_alone() {
        String name = "a".repeat(1_001);
        assertThat(Analysis.dryRunMetrics(run(name), metrics("{name: " + name + "}")))
                .containsExactly(name);
        assertThatThrownBy(() -> Analysis.dryRunMetrics(run("a+"), metrics("{name: " + name + "}")))
                .hasMessage("dryRun[0]: Rule didn't match any metric name(s)");
    }

    @Test
    void a_dry_run_rule_that_would_search_for_ever_matches_nothing() {
        assertThatThrownBy(() ->
                        Analysis.dryRunMetrics(run("(a+)+(a+)+(a+)+$"), metrics("{name: " + "a".repeat(60) + "b}")))
                .hasMessage("dryRun[0]: Rule didn't match any metric name(s)");
    }

    @Test
    void phases_are_ordered_as_argo_orders_them() {
        assertThat(Phase.RUNNING.worseThan(Phase.SUCCESSFUL)).isTrue();
        assertThat(Phase.ERROR.worseThan(Phase.FAILED)).isFalse();
        assertThat(Phase.ERROR.worseThan(Phase.INCONCLUSIVE)).isTrue();
        Phase odd = new Phase("Odd");
        assertThat(Phase.SUCCESSFUL.worseThan(odd)).isFalse();
        assertThat(odd.worseThan(Phase.SUCCESSFUL)).isFalse();
        assertThat(Phase.PENDING.worseThan(odd)).isTrue();
    }

    private static List<Metric> metrics(String... yaml) {
        return Stream.of(yaml).map(y -> new Metric(Documents.yaml(y))).toList();
    }

    private static AnalysisRun run(String... rules) {
        var run = Documents.yaml("spec: {dryRun: []}");
        for (String rule : rules) {
            run.withArray("/spec/dryRun").addObject().put("metricName", rule);
        }
        return new AnalysisRun(run);
    }
}
