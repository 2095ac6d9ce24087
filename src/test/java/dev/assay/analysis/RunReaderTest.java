package dev.assay.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.manifest.PlacedObject;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Argument;
import dev.assay.testing.Documents;
import dev.assay.text.DocumentException;
import dev.assay.text.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunReaderTest {
    @Test
    void more_rules_than_anyone_writes_are_refused() {
        String rules = "{spec: {metrics: [], dryRun: [" + "{metricName: a}, ".repeat(1_001) + "]}}";
        assertThatThrownBy(() -> run(Documents.yaml(rules), List.of()))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith(
                        "tried to read spec.dryRun as a list of at most 1000 rules, but found 1001; let");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: Rollout, apiVersion: argoproj.io/v1alpha1}|found Rollout of argoproj.io/v1alpha1; send an AnalysisRun",
                "{kind: AnalysisRun, apiVersion: v1}|found AnalysisRun of v1; send an AnalysisRun",
                "{kind: 5}|tried to read kind as a string, but found a number (5); put it in quotes",
                "{}|found neither kind nor spec",
                "{spec: 5}|tried to read spec as an object, but found a number (5)",
                "{spec: {metrics: {}}}|tried to read spec.metrics as an array, but found an object",
                "{spec: {metrics: [5]}}|tried to read spec.metrics[0] as an object, but found a number (5)",
                "{spec: {metrics: [{name: 5}]}}|tried to read spec.metrics[0].name as a string",
                "{spec: {metrics: [{count: 1.5}]}}|spec.metrics[0].count as an integer or a string, but found a number (1.5)",
                "{spec: {metrics: [{count: 99999999999}]}}|spec.metrics[0].count as an integer of 32 bits, but found a number"
                        + " (99999999999); write a number from -2147483648 to 2147483647",
                "{spec: {measurementRetention: [{limit: 2147483648}]}}|measurementRetention[0].limit as an integer of 32 bits",
                "{spec: {metrics: [{provider: x}]}}|spec.metrics[0].provider as an object",
                "{spec: {metrics: [{provider: {plugin: []}}]}}|spec.metrics[0].provider.plugin as an object",
                "{spec: {args: [{name: a, value: 5}]}}|spec.args[0].value as a string, but found a number (5); put it in quotes",
                "{spec: {args: [{name: a, valueFrom: b}]}}|spec.args[0].valueFrom as an object",
                "{spec: {args: [{valueFrom: {secretKeyRef: {name: 5}}}]}}|spec.args[0].valueFrom.secretKeyRef.name as a string",
                "{spec: {args: [{valueFrom: {secretKeyRef: {key: 5}}}]}}|spec.args[0].valueFrom.secretKeyRef.key as a string",
                "{spec: {dryRun: [a]}}|spec.dryRun[0] as an object, but found a string (a)",
                "{spec: {terminate: 'true'}}|spec.terminate as true or false, but found a string (true)",
                "{metadata: [], spec: {}}|tried to read metadata as an object",
                "{spec: {templates: x}}|tried to read spec.templates as an array, but found a string (x)",
                "{spec: {templates: {a: b}}}|tried to read spec.templates as an array, but found an object",
                "{spec: {templates: [{templateName: 5}]}}|tried to read spec.templates[0].templateName as a string",
                "{spec: {templates: [{clusterScope: 'true'}]}}|tried to read spec.templates[0].clusterScope as true or false",
            })
    void a_manifest_that_is_no_analysis_is_refused_by_field(String manifest, String complaint) {
        assertThatThrownBy(() -> run(Documents.yaml(manifest), List.of()))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith("tried to ")
                .hasMessageContaining(complaint);
    }

    @Test
    void a_run_is_carried_untouched() {
        String text =
                "{\"kind\":\"AnalysisRun\",\"x\":1.10,\"spec\":{\"metrics\":[{\"name\":\"a\",\"y\":[null]}],\"args\":[{\"name\":\"b\"}]}}";
        assertThat(run(Json.object(text), List.of())).hasToString(text);
    }

    @Test
    void a_template_becomes_a_run_with_its_arguments() {
        AnalysisRun run =
                run(Documents.yaml("""
                        apiVersion: argoproj.io/v1alpha1
                        kind: ClusterAnalysisTemplate
                        metadata: {name: t, resourceVersion: "5", labels: {a: b}}
                        spec:
                          args:
                          - {name: a}
                          - {name: b, value: old, note: kept}
                          metrics: [{name: m}]
                        """), List.of(new Argument("b", "new", null), new Argument("a", "1", null)));
        assertThat(run)
                .hasToString("{\"apiVersion\":\"argoproj.io/v1alpha1\",\"kind\":\"AnalysisRun\","
                        + "\"metadata\":{\"name\":\"t\",\"labels\":{\"a\":\"b\"}},\"spec\":{\"args\":["
                        + "{\"name\":\"a\",\"value\":\"1\"},{\"name\":\"b\",\"value\":\"new\",\"note\":\"kept\"}],"
                        + "\"metrics\":[{\"name\":\"m\"}]}}");
        assertThat(run.arguments()).extracting(Argument::value).containsExactly("1", "new");
    }

    @Test
    void a_template_that_declares_no_arguments_takes_what_is_given() {
        for (String spec : List.of("{metrics: [{name: m}]}", "{metrics: [{name: m}], args: null}")) {
            AnalysisRun run = run(Documents.yaml("spec: " + spec), List.of(new Argument("a", "1", null)));
            assertThat(run.json().path("kind").asText()).isEqualTo("AnalysisRun");
            assertThat(run.arguments()).containsExactly(new Argument("a", "1", null));
        }
    }

    @Test
    void an_argument_that_is_not_declared_is_refused_by_name() {
        List<Argument> given = List.of(new Argument("x", "1", null));
        assertThatThrownBy(() -> run(Documents.yaml("spec: {metrics: [], args: [{name: a}, {name: b}]}"), given))
                .isInstanceOf(DocumentException.class)
                .hasMessage("tried to fill in the argument x, but spec.args declares only a, b; correct the name, or"
                        + " declare the argument");
        assertThatThrownBy(() -> run(Documents.yaml("kind: AnalysisRun\nspec: {metrics: [], args: []}"), given))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("declares none");
    }

    @Test
    void a_template_whose_argument_has_no_value_is_refused_as_in_argo_and_a_run_is_not() {
        String spec = "spec: {metrics: [], args: [{name: a}, {name: b}]}";
        List<Argument> given = List.of(new Argument("b", "1", null));
        assertThatThrownBy(() -> run(Documents.yaml("kind: AnalysisTemplate\n" + spec), given))
                .isInstanceOf(AnalysisException.class)
                .hasMessage("args.a was not resolved");
        AnalysisRun run = run(Documents.yaml("kind: AnalysisRun\n" + spec), given);
        assertThat(run.arguments()).extracting(Argument::value).containsExactly(null, "1");
    }

    private static AnalysisRun run(ObjectNode manifest, List<Argument> given) {
        return new AnalysisDocuments(List.of(PlacedObject.of(manifest))).run(given);
    }
}
