package dev.assay.check.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.ConfigFault;
import dev.assay.manifest.Yaml;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginPartCheckTest {
    private static final String SCHEMA = """
            type: object
            required: [query]
            additionalProperties: false
            properties:
              query: {type: string, minLength: 3, pattern: "^[a-z]"}
              limit: {type: integer, maximum: 100}
              mode: {enum: [fast, slow]}
              from:
                oneOf:
                - {properties: {kind: {const: file}}, required: [path]}
                - {properties: {kind: {const: url}}, required: [url]}
              tags: {type: array, items: {type: string}}
            """;

    @Test
    void each_fault_of_a_part_is_told_with_its_path_and_line() {
        assertThat(faults("{limit: 500, querry: up, tags: [a, 5]}"))
                .containsExactlyInAnyOrder(
                        "AnalysisTemplate t.spec.metrics[0].provider.plugin.acme/p (line 10): does not fit the schema of the"
                                + " plugin: required property 'query' not found; correct the metric, or"
                                + " the schema in the plugin's entry",
                        "AnalysisTemplate t.spec.metrics[0].provider.plugin.acme/p.limit (line 11): does not fit the schema"
                                + " of the plugin: must have a maximum value of 100; correct the metric, or"
                                + " the schema in the plugin's entry",
                        "AnalysisTemplate t.spec.metrics[0].provider.plugin.acme/p.querry (line 11): does not fit the schema"
                                + " of the plugin: property 'querry' is not defined in the schema and the schema does not"
                                + " allow additional properties; correct the metric, or the schema in the plugin's entry",
                        "AnalysisTemplate t.spec.metrics[0].provider.plugin.acme/p.tags[1] (line 11): does not fit the schema"
                                + " of the plugin: integer found, string expected; correct the metric, or"
                                + " the schema in the plugin's entry");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{query: up1}|",
                "{query: '{{args.given}}'}|",
                "{query: '{{args.open}}', mode: '{{args.open}}'}|",
                "{query: '{{args.open}}', limit: '{{args.open}}'}|limit (line 11): does not fit the schema of the plugin: string"
                        + " found, integer expected",
                "{query: '{{args.short}}'}|query (line 11): does not fit the schema of the plugin: must be at least 3",
                "{query: up1, mode: medium}|mode (line 11): does not fit",
                "{query: up1, from: {kind: '{{args.open}}', path: x}}|",
                "{query: up1, from: {kind: file}}|from",
                "{'{{args.open}}': up1, query: up1}|",
                "[]|p (line 10): does not fit the schema of the plugin: array found, object expected",
            })
    void the_value_of_an_argument_is_not_told_before_it_is_known(String part, String fault) {
        if (fault == null) {
            assertThat(faults(part)).isEmpty();
        } else {
            assertThat(faults(part)).isNotEmpty().anySatisfy(told -> assertThat(told)
                    .contains(fault));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: strnig}|is no JSON Schema: .type",
                "{properties: {a: {$ref: 'https://elsewhere.example/x'}}}|refers to other schemas by $ref",
                "{$schema: 'https://elsewhere.example/x'}|is refused: ",
                "{properties: {a: {pattern: '('}}}|is refused: ",
                "{properties: {a: {pattern: '((a{1000}){1000}){1000}'}}}|is refused: ",
                "{multipleOf: 99LONG}|is refused: ",
                "{properties: {query: {enum: [1e-1000000000]}}}|is refused: ",
                "{$id: '::'}|is ",
            })
    void a_schema_that_is_none_is_a_fault_of_its_entry(String schema, String problem) {
        ManifestSource source = source("{query: up}");
        assertThat(check(source, schema.replace("LONG", "9".repeat(400))).faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.where()).isEqualTo("metricProviderPlugins (acme/p).schema");
                    assertThat(fault.problem()).startsWith(problem);
                });
    }

    @Test
    void a_schema_of_an_older_draft_is_one_too() {
        assertThat(check(
                                source("{query: 5}"),
                                "{$schema: 'http://json-schema.org/draft-07/schema#', properties: {query: {type: string}}}")
                        .faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("integer found, string expected"));
    }

    @Test
    void a_part_that_would_take_long_is_not_checked() {
        AnalysisFindings findings = check(
                source("{query: [" + "1, ".repeat(1_000) + "1]}"),
                "{allOf: [" + "{properties: {query: {items: {type: string}}}}, ".repeat(50) + "{}]}");
        assertThat(findings.faults()).isEmpty();
        assertThat(findings.notChecked())
                .containsExactly(
                        "spec.metrics[0].provider.plugin.acme/p by the schema of the plugin, since they are too"
                                + " large");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1e-1000000000|{enum: [1]}",
                "[1e-1000000000]|{enum: [[1]]}",
                "1e-1000000000|{const: 1}",
                "1e-1000000000|{multipleOf: 2}",
            })
    void a_number_that_no_computer_counts_with_is_not_checked(String number, String schema) {
        AnalysisFindings findings = check(source("{query: " + number + "}"), "{properties: {query: " + schema + "}}");
        assertThat(findings.notChecked())
                .containsExactly(
                        "spec.metrics[0].provider.plugin.acme/p by the schema of the plugin, since a number in one"
                                + " of them is too large or too small");
    }

    @Test
    void a_long_text_is_compared_with_a_format_at_once() {
        String schema = "$schema: 'http://json-schema.org/draft-07/schema#'\nproperties:\n  query: {format: email}\n";
        ManifestSource source = source("{query: '" + " ".repeat(200_000) + "x'}");
        assertThat(CompletableFuture.supplyAsync(() -> check(source, schema))).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void schemas_are_those_of_the_entries() {
        ManifestSource source = source("{}");
        assertThat(ListedPlugins.schemas(
                        source, "- {name: a/b, schema: {type: object}}\n- {name: c/d, schema: 5}\n- {name: e}"))
                .containsExactly(new ListedPlugins.Schema(source, "a/b", Yaml.value("{type: object}")));
        assertThat(ListedPlugins.schemas(source, "{")).isEmpty();
    }

    private static List<String> faults(String part) {
        return check(source(part), SCHEMA).faults().stream()
                .map(ConfigFault::toString)
                .toList();
    }

    private static ManifestSource source(String part) {
        return new ManifestSource("t.yaml", """
                apiVersion: argoproj.io/v1alpha1
                kind: AnalysisTemplate
                metadata: {name: t}
                spec:
                  args: [{name: open}, {name: given, value: abc}, {name: short, value: a}]
                  metrics:
                  - name: "{{args.open}}{{args.given}}{{args.short}}"
                    provider:
                      plugin:
                        acme/p:
                          %s
                """.formatted(part));
    }

    private static AnalysisFindings check(ManifestSource source, String schema) {
        ListedPlugins plugins = new ListedPlugins(
                Set.of("acme/p"), List.of(new ListedPlugins.Schema(source, "acme/p", Yaml.value(schema))));
        return new AnalysisCheck(List.of(source)).findings(Optional.of(plugins)).get(source);
    }
}
