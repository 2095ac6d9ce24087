package dev.assay.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.manifest.DocumentSyntax;
import dev.assay.manifest.PlacedObject;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Argument;
import dev.assay.metric.Metric;
import dev.assay.text.DocumentException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalysisDocumentsTest {
    private static final String ERRORS = """
            apiVersion: argoproj.io/v1alpha1
            kind: ClusterAnalysisTemplate
            metadata: {name: errors}
            spec:
              args: [{name: service}]
              metrics: [{name: errors, provider: {plugin: {p: {service: "{{args.service}}"}}}}]
              dryRun: [{metricName: errors}]
            """;

    private static final String BOTH = """
            apiVersion: argoproj.io/v1alpha1
            kind: AnalysisTemplate
            metadata: {name: both, namespace: shops, labels: {team: a}, resourceVersion: "7"}
            spec:
              args: [{name: service}, {name: limit, value: "1"}]
              metrics: [{name: latency}]
              measurementRetention: [{metricName: latency, limit: 3}]
              templates: [{templateName: errors, clusterScope: true}]
            """;

    @Test
    void a_template_and_those_that_it_names_are_one_run_with_the_metadata_of_the_first() {
        AnalysisRun run = run(given("service", "shop"), ERRORS + "---\n" + BOTH);
        assertThat(run)
                .hasToString("{\"apiVersion\":\"argoproj.io/v1alpha1\",\"kind\":\"AnalysisRun\",\"metadata\":"
                        + "{\"name\":\"both\",\"namespace\":\"shops\",\"labels\":{\"team\":\"a\"}},\"spec\":{\"metrics\":"
                        + "[{\"name\":\"latency\"},{\"name\":\"errors\",\"provider\":{\"plugin\":{\"p\":{\"service\":"
                        + "\"{{args.service}}\"}}}}],\"dryRun\":[{\"metricName\":\"errors\"}],\"measurementRetention\":"
                        + "[{\"metricName\":\"latency\",\"limit\":3}],\"args\":[{\"name\":\"service\",\"value\":\"shop\"},"
                        + "{\"name\":\"limit\",\"value\":\"1\"}]}}");
    }

    @Test
    void templates_that_nobody_names_are_merged_in_their_order_and_those_of_the_cluster_come_last() {
        AnalysisRun run = run(List.of(), template("Cluster", "c", "") + template("", "b", "") + template("", "a", ""));
        assertThat(run.metrics()).extracting(Metric::name).containsExactly("b", "a", "c");
        assertThat(run.name()).isEqualTo("c-b-a");
    }

    @Test
    void a_name_that_is_made_of_many_is_still_one_in_kubernetes() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            many.append(template("", "abc-d" + (100 + i), ""));
        }
        assertThat(run(List.of(), many.toString()).name())
                .startsWith("abc-d100-abc-d101-")
                .hasSizeBetween(190, 200)
                .matches("[a-z].*[a-z0-9]");
    }

    @Test
    void templates_come_from_several_inputs_and_from_lists() {
        List<PlacedObject> inputs = new ArrayList<>(objects("one.yaml", """
                {"kind": "List", "apiVersion": "v1", "items": [
                  {"kind": "AnalysisTemplate", "metadata": {"name": "a"}, "spec": {"metrics": [{"name": "a"}]}},
                  {"kind": "Service", "metadata": {"name": "s"}}]}
                """));
        inputs.addAll(objects("two.yaml", """
                kind: AnalysisTemplateList
                apiVersion: argoproj.io/v1alpha1
                items: [{metadata: {name: b}, spec: {metrics: [{name: b}], templates: [{templateName: a}]}}]
                """));
        AnalysisDocuments documents = new AnalysisDocuments(inputs);
        assertThat(documents.run(List.of()).metrics()).extracting(Metric::name).containsExactly("b", "a");
        assertThat(documents.warnings()).containsExactly("passed over Service s (one.yaml), which is no analysis");
    }

    @Test
    void the_items_of_a_list_have_what_the_list_says_for_all_and_keep_what_they_say_themselves() {
        String list = """
                {"kind": "AnalysisTemplateList", %s"items": [
                  {%s"metadata": {"name": "a"}, "spec": {"metrics": [{"name": "a"}]}}]}
                """;
        assertThat(run(List.of(), list.formatted("", "")).metrics()).hasSize(1);
        assertThat(run(
                                List.of(),
                                list.formatted(
                                        "\"apiVersion\": \"v1\", ", "\"apiVersion\": \"argoproj.io/v1alpha1\", "))
                        .metrics())
                .hasSize(1);
    }

    @Test
    void a_template_that_two_inputs_hold_counts_once_and_two_different_ones_of_a_name_are_refused() {
        String twice = template("", "a", "") + template("", "a", "");
        assertThat(run(List.of(), twice).metrics()).hasSize(1);
        assertThatThrownBy(() -> run(List.of(), template("", "a", "") + template("", "a", "args: []")))
                .isInstanceOf(MergeException.class)
                .hasMessage("tried to merge templates, but two different ones have the name 'a': AnalysisTemplate a"
                        + " (line 2) and AnalysisTemplate a (line 7); rename or remove one of them");
    }

    @Test
    void a_name_is_looked_up_in_the_namespace_of_the_template_that_names_it() {
        String named = template("", "x", "").replace("name: x}", "name: x, namespace: one}")
                + template("", "x", "").replace("name: x}\nspec:", "name: x, namespace: two}\nspec:");
        assertThatThrownBy(() -> run(List.of(), named))
                .isInstanceOf(MergeException.class)
                .hasMessageContaining("they are in the namespaces one and two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metrics: [{name: b}]|two metrics have the same name 'b'",
                "dryRun: [{metricName: x}]|two Dry-Run metric rules have the same name 'x'",
                "measurementRetention: [{metricName: w}]|two Measurement Retention metric rules have the same name 'w'",
                "args: [{name: z, value: '2'}]|Argument `z` specified multiple times with different values: '2', '1'",
                "templates: [{templateName: q}]|AnalysisTemplate 'q' not found",
                "templates: [{templateName: b, clusterScope: true}]|ClusterAnalysisTemplate 'b' not found",
                "templates: [{templateName: c}]|AnalysisTemplate 'c' leads back to itself",
                "templates: [{}]|AnalysisTemplate '' not found",
            })
    void templates_that_do_not_go_together_are_refused_as_in_argo(String spec, String reason) {
        String rest =
                "dryRun: [{metricName: x}], measurementRetention: [{metricName: w}], args: [{name: z, value: '1'}]";
        String others =
                "---\nkind: AnalysisTemplate\nmetadata: {name: b}\nspec: {metrics: [{name: b}], " + rest + "}\n";
        String first = "kind: AnalysisTemplate\nmetadata: {name: c}\nspec: {" + spec + "}\n";
        assertThatThrownBy(() -> run(List.of(), first + others))
                .isInstanceOfSatisfying(
                        MergeException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageStartingWith("tried to merge ")
                .hasMessageContaining("AnalysisTemplate c (line 1)");
    }

    @Test
    void a_circle_that_nobody_else_names_is_refused_although_other_templates_are_whole() {
        assertThatThrownBy(() -> run(
                        List.of(),
                        template("", "a", "")
                                + template("", "b", "templates: [{templateName: c}]")
                                + template("", "c", "templates: [{templateName: b}]")))
                .isInstanceOf(MergeException.class)
                .hasMessage(
                        "tried to merge templates, but AnalysisTemplate 'b' leads back to itself: AnalysisTemplate c"
                                + " (line 13) names it in spec.templates[0]; remove one of these references");
    }

    @Test
    void a_template_that_is_named_by_two_others_counts_once() {
        AnalysisRun run = run(
                List.of(),
                template("", "a", "templates: [{templateName: c}]")
                        + template("", "b", "templates: [{templateName: c}, {templateName: c}]")
                        + template("", "c", ""));
        assertThat(run.metrics()).extracting(Metric::name).containsExactly("a", "c", "b");
    }

    @Test
    void a_deep_chain_of_templates_is_one_run() {
        StringBuilder chain = new StringBuilder();
        for (int i = 0; i < 999; i++) {
            chain.append(template("", "t" + i, "templates: [{templateName: t" + (i + 1) + "}]"));
        }
        assertThat(run(List.of(), chain + template("", "t999", "")).metrics()).hasSize(1_000);
        assertThatThrownBy(() -> run(List.of(), chain + template("", "t999", "") + template("", "t1000", "")))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("there are more than 1000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{kind: Service, apiVersion: v1}\n---\n{kind: Rollout, apiVersion: argoproj.io/v1alpha1}'"
                        + "|tried to find an analysis among 2 objects, but found Service (line 1), Rollout (line 3); add an",
                "'{kind: AnalysisRun, spec: {}}\n---\n{kind: AnalysisTemplate, spec: {}}'"
                        + "|tried to make one run of 2 analyses, but found AnalysisRun (line 1), AnalysisTemplate (line 3),"
                        + " and an AnalysisRun is a run by itself; give it alone, or leave it out",
                "'{spec: {metrics: 5}}\n---\n{kind: AnalysisTemplate, spec: {}}'"
                        + "|tried to read spec.metrics as an array in object without a kind (line 1), but found a number (5)",
                "'{kind: AnalysisTemplateList, items: [5]}'"
                        + "|tried to read the items of a AnalysisTemplateList, but one of them is no object",
                "'{kind: List, items: []}'|found List of no apiVersion; send an AnalysisRun",
                "'{a: 1}\n---\n{b: 2}'|found object without a kind (line 1), object without a kind (line 3); add an",
            })
    void a_document_that_is_no_analysis_is_refused(String yaml, String complaint) {
        assertThatThrownBy(() -> run(List.of(), yaml))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void an_analysis_beside_other_objects_is_carried_untouched() {
        String text = "{\"kind\":\"AnalysisRun\",\"x\":1.10,\"spec\":{\"metrics\":[]}}";
        assertThat(run(List.of(), "# a comment\n---\n" + text + "\n---\nkind: Service\n---\n---\n"))
                .hasToString(text);
    }

    @Test
    void a_merged_template_that_declares_no_arguments_takes_what_is_given_and_others_refuse_what_they_do_not_declare() {
        String two = template("", "a", "") + template("", "b", "");
        assertThat(run(given("x", "1"), two).arguments()).containsExactly(new Argument("x", "1", null));
        String empty = template("", "a", "args:") + template("", "b", "");
        assertThat(run(given("x", "1"), empty).arguments()).containsExactly(new Argument("x", "1", null));
        String declared = template("", "a", "args: [{name: w}]") + template("", "b", "");
        assertThatThrownBy(() -> run(given("x", "1"), declared))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("spec.args declares only w");
        assertThatThrownBy(() -> run(List.of(), declared))
                .isInstanceOf(AnalysisException.class)
                .hasMessage("args.w was not resolved");
    }

    private static String template(String scope, String name, String spec) {
        return """
                ---
                kind: %sAnalysisTemplate
                metadata: {name: %s}
                spec:
                  metrics: [{name: %s}]
                """.formatted(scope, name, name) + (spec.isEmpty() ? "" : "  " + spec + "\n");
    }

    private static List<Argument> given(String name, String value) {
        return List.of(new Argument(name, value, null));
    }

    private static AnalysisRun run(List<Argument> given, String yaml) {
        return new AnalysisDocuments(objects("", yaml)).run(given);
    }

    private static List<PlacedObject> objects(String source, String text) {
        return DocumentSyntax.EITHER.objects(text.getBytes(StandardCharsets.UTF_8), source);
    }
}
