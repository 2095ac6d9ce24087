package dev.assay.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Argument;
import dev.assay.metric.Metric;
import dev.assay.metric.SecretReference;
import dev.assay.text.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cases of Argo's {@code template_test.go}, {@code factory_test.go} and {@code helpers_test.go}, and their neighbours. */
class AnalysisArgumentsTest {
    private static final int LIMIT = 1_000_000;
    private static final Argument SECRET =
            new Argument("token", null, Json.object("{\"secretKeyRef\":{\"name\":\"s\",\"key\":\"k\"}}"));

    @Test
    void a_tag_without_an_end_is_refused() {
        assertThatThrownBy(() -> resolve("{\"name\":\"test-{{args.var\"}"))
                .isInstanceOf(AnalysisException.class)
                .hasMessage("Cannot find end tag=\"}}\" in the template=\"{\\\"name\\\":\\\"test-{{args.var\\\"}\""
                        + " starting from \"args.var\\\"}\"");
    }

    @Test
    void a_tag_without_an_argument_is_refused_and_the_last_one_named() {
        assertThatThrownBy(() -> resolve("{\"name\":\"{{args.var}}\"}")).hasMessage("failed to resolve {{args.var}}");
        assertThatThrownBy(() -> resolve("{\"name\":\"{{ args.var }}\"}"))
                .hasMessage("failed to resolve {{ args.var }}");
        assertThatThrownBy(() ->
                        resolve("{\"provider\":{\"plugin\":{\"a/b\":\"{{args.late}}\"}},\"name\":\"{{args.a}}\"}"))
                .hasMessage("failed to resolve {{args.late}}");
        assertThatThrownBy(() -> resolve("{\"name\":\"{{inputs.a<b}}\"}"))
                .hasMessage("failed to resolve {{inputs.a\\u003cb}}");
    }

    @Test
    void an_argument_without_a_value_is_refused_even_when_unused() {
        assertThatThrownBy(() -> resolve("{\"name\":\"a\"}", new Argument("test", null, null)))
                .isInstanceOf(AnalysisException.class)
                .hasMessage("argument \"test\" was not supplied");
    }

    @Test
    void for_a_secret_stands_argos_word_until_it_is_read_unless_a_value_stands_beside_it() {
        assertThat(resolve("{\"name\":\"{{args.token}}\"}", SECRET)).isEqualTo("{\"name\":\"temp-for-secret\"}");
        assertThat(resolve("{\"name\":\"{{args.token}}\"}", secretWithValue("v")))
                .isEqualTo("{\"name\":\"v\"}");
        assertThat(SECRET.secretToRead()).contains(new SecretReference("s", "k"));
        assertThat(secretWithValue("").secretToRead()).isEmpty();
    }

    @Test
    void a_run_gets_the_values_of_secrets_beside_where_they_are_from() {
        AnalysisRun run = new AnalysisRun(
                Json.object(
                        "{\"kind\":\"AnalysisRun\",\"spec\":{\"metrics\":[],\"args\":["
                                + "{\"name\":\"a\",\"valueFrom\":{\"secretKeyRef\":{\"name\":\"s\",\"key\":\"k\"}}},"
                                + "{\"name\":\"b\",\"value\":\"x\",\"valueFrom\":{\"secretKeyRef\":{\"name\":\"s\",\"key\":\"k\"}}}]}}"));
        String before = run.text();
        AnalysisRun filled = run.withSecrets(Map.of(new SecretReference("s", "k"), "v"));
        assertThat(filled.arguments()).extracting(Argument::value).containsExactly("v", "x");
        assertThat(filled.json().at("/spec/args/0/valueFrom/secretKeyRef/name").asText())
                .isEqualTo("s");
        assertThat(filled.json().at("/kind").asText()).isEqualTo("AnalysisRun");
        assertThat(run.json()).hasToString(before);
    }

    @Test
    void values_are_filled_in_wherever_they_stand() {
        assertThat(resolve(
                        "{\"successCondition\":\"result > {{args.metric-name}} && result < {{ args.b }}\",\"n\":1.10}",
                        given("metric-name", "success-rate"),
                        given("b", "")))
                .isEqualTo("{\"successCondition\":\"result > success-rate && result < \",\"n\":1.10}");
        assertThat(resolve("{\"name\":\"n\",\"{{args.a}}\":[{\"x\":\"{{args.a}}{{args.a}}\"}]}", given("a", "k")))
                .isEqualTo("{\"name\":\"n\",\"k\":[{\"x\":\"kk\"}]}");
    }

    @Test
    void the_blanks_around_a_tag_are_those_of_go() {
        assertThat(resolve("{\"name\":\"{{\u00a0args.a\u2003 }}\"}", given("a", "x")))
                .isEqualTo("{\"name\":\"x\"}");
        assertThatThrownBy(() -> resolve("{\"name\":\"{{args.a\u200b}}\"}", given("a", "x")))
                .hasMessage("failed to resolve {{args.a\u200b}}");
    }

    @Test
    void a_symbol_that_is_newer_than_the_java_of_this_machine_comes_through() {
        assertThat(resolve("{\"name\":\"{{args.a}}\"}", given("a", "\ud83e\udee0\ud83e\udee8")))
                .isEqualTo("{\"name\":\"\ud83e\udee0\ud83e\udee8\"}");
    }

    @Test
    void quotes_and_control_characters_come_through() {
        String value = "foo \"bar\" \\ baz\nand tab\t\u00e4\ud83d\ude00\u00ad";
        Metric metric = Analysis.resolve(
                        List.of(metric("{\"successCondition\":\"{{args.rate}}\"}")),
                        List.of(given("rate", value)),
                        LIMIT)
                .get(0);
        assertThat(metric.successCondition()).isEqualTo(value);
    }

    @Test
    void a_value_is_not_looked_into_for_further_tags() {
        assertThat(resolve("{\"name\":\"{{args.a}}\"}", given("a", "{{args.b}}")))
                .isEqualTo("{\"name\":\"{{args.b}}\"}");
    }

    @Test
    void a_value_that_go_cannot_quote_as_json_is_refused_in_its_words() {
        assertThatThrownBy(() -> resolve("{\"name\":\"{{args.a}}\"}", given("a", "x\u0007")))
                .isInstanceOf(AnalysisException.class)
                .hasMessage("invalid character 'a' in string escape code");
        assertThatThrownBy(() -> resolve("{\"name\":\"{{args.a}}\"}", given("a", "\\x\u0001")))
                .hasMessage("invalid character 'x' in string escape code");
    }

    @Test
    void arguments_cannot_make_metrics_grow_without_bound() {
        String tags = "{{args.a}}".repeat(1_000);
        assertThatThrownBy(() -> resolve("{\"name\":\"" + tags + "\"}", given("a", "x".repeat(100_000))))
                .isInstanceOf(TooMuchTextException.class)
                .hasMessageContaining("more than 1000000 characters");
    }

    @Test
    void given_arguments_win_over_declared_ones_and_undeclared_ones_are_left_out() {
        assertThat(ArgumentMerge.merge(List.of(), List.of())).isEmpty();
        assertThat(ArgumentMerge.merge(List.of(), List.of(given("foo", "bar"), SECRET)))
                .containsExactly(given("foo", "bar"), SECRET);
        assertThat(ArgumentMerge.merge(
                        List.of(given("foo", "overwrite"), given("extra-arg", "x")), List.of(given("foo", "bar"))))
                .containsExactly(given("foo", "overwrite"));
        assertThatThrownBy(() -> ArgumentMerge.merge(
                        List.of(new Argument("foo", null, null)), List.of(new Argument("foo", null, null))))
                .isInstanceOf(AnalysisException.class)
                .hasMessage("args.foo was not resolved");
    }

    private static Argument given(String name, String value) {
        return new Argument(name, value, null);
    }

    private static Argument secretWithValue(String value) {
        return new Argument(SECRET.name(), value, SECRET.valueFrom());
    }

    private static Metric metric(String json) {
        return new Metric(Json.object(json));
    }

    private static String resolve(String metric, Argument... arguments) {
        return Analysis.resolve(List.of(metric(metric)), List.of(arguments), LIMIT)
                .get(0)
                .text();
    }

    @Test
    void null_where_a_reference_belongs_is_like_absent() {
        Argument argument = new Argument("a", null, JsonNodeFactory.instance.objectNode());
        assertThatThrownBy(() -> resolve("{\"name\":\"x\"}", argument)).hasMessage("argument \"a\" was not supplied");
    }
}
