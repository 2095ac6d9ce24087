package dev.assay.config.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.EnvValue;
import dev.assay.config.Location;
import dev.assay.config.Platform;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSpec;
import dev.assay.process.ResourceLimits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestFileTest {
    private static final String SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    @Test
    void an_empty_text_is_a_fault() {
        assertThat(faults("\n"))
                .singleElement()
                .asString()
                .startsWith("manifest (line 1): is empty; write the manifest of the ConfigMap argo-rollouts-config");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | manifest (line 1): is no manifest, but text",
                "- name: a/b | manifest (line 1): is a list, but must be a whole manifest",
                "metricProviderPlugins: [] | manifest (line 1): has its plugins at the top instead of under data",
                "data: {} | manifest.kind (line 1): has no kind",
                "kind: Secret | manifest.kind (line 1): has the kind \"Secret\", not ConfigMap",
                "kind: ConfigMap | manifest.data (line 1): is missing or no map",
                "{kind: ConfigMap, data: {}} | manifest.data (line 1): has no key metricProviderPlugins; add metricProviderPlugins: |- with",
                "{kind: ConfigMap, data: {metricsProviderPlugin: ''}} | \"metricsProviderPlugin\" is probably meant for it",
                "{kind: ConfigMap, data: {metricProviderPlugins: []}} | manifest.data.metricProviderPlugins (line 1): is a list, but the values of a"
                        + " ConfigMap are text; write metricProviderPlugins: |- and the list below it, indented",
            })
    void a_file_that_is_no_manifest_of_plugins_is_a_fault(String text, String message) {
        assertThat(faults(text)).singleElement().asString().contains(message);
    }

    @Test
    void malformed_yaml_is_one_fault_with_line_and_column() {
        assertThat(faults("kind: ConfigMap\ndata: {a: [b\n"))
                .singleElement()
                .asString()
                .contains("manifest (line 3): is not valid YAML: expected ',' or ']'", "(column 1)");
    }

    @Test
    void malformed_yaml_of_the_list_is_counted_in_the_lines_of_the_file() {
        assertThat(faults("""
                        kind: ConfigMap
                        data:
                          metricProviderPlugins: |-
                            - name: a/b
                              location: file:///x: y
                        """))
                .containsExactly(
                        "metricProviderPlugins (line 5): is not valid YAML: mapping values are not allowed here (column 22);"
                                + " check indentation, colons and quotes there and in the line before");
    }

    @Test
    void a_template_of_Helm_is_known_as_such() {
        assertThat(faults("{{- if .Values.enabled }}\nkind: ConfigMap\n{{- end }}\n"))
                .singleElement()
                .asString()
                .contains("(line 1)", "check what helm template makes of it, this is a template of Helm");
        assertThat(faults("kind: ConfigMap\ndata: {{args.a}} b: {{template.b}}\n"))
                .singleElement()
                .asString()
                .contains("check indentation, colons and quotes");
    }

    @Test
    void a_tab_is_reported_as_such() {
        assertThat(faults("kind: ConfigMap\ndata:\n\ta: b\n"))
                .singleElement()
                .asString()
                .contains("(line 3)", "indent with spaces, YAML allows no tabs there");
    }

    @Test
    void a_character_that_yaml_forbids_is_reported_by_its_number() {
        assertThat(faults("kind: ConfigMap\ndata: \u0007"))
                .singleElement()
                .asString()
                .contains("manifest (line 2): is not valid YAML: the character U+0007 is not allowed");
    }

    @Test
    void several_documents_in_the_value_are_refused() {
        assertThat(faults(manifest("[]\n    ---\n    []")))
                .singleElement()
                .asString()
                .contains("(line 6): a second YAML document begins here; keep the one that is meant");
    }

    @Test
    void a_bomb_of_aliases_is_refused() {
        StringBuilder bomb = new StringBuilder("kind: ConfigMap\na0: &a0 [x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }
        assertThat(faults(bomb.toString()))
                .singleElement()
                .asString()
                .contains("Number of aliases for non-scalar nodes exceeds the specified max=50");
    }

    @Test
    void a_node_that_holds_itself_is_refused() {
        assertThat(faults(manifest("&a [*a]"))).isNotEmpty();
        assertThat(faults(manifest("[&a {<<: *a, name: a/b}]"))).isNotEmpty();
    }

    @Test
    void deep_nesting_is_refused() {
        assertThat(faults(manifest("[".repeat(5000))))
                .singleElement()
                .asString()
                .contains("Nesting Depth exceeded max 20");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metricProviderPlugins: [] | holds a map with the same key once more, but must hold the list itself",
                "name: a/b | is a map, but must be a list; write a list, each entry as \"- name: ...\"",
                "hello | is text, but must be a list",
            })
    void the_value_must_be_a_list(String value, String message) {
        assertThat(faults(manifest(value)))
                .singleElement()
                .asString()
                .contains("metricProviderPlugins (line 4): " + message);
    }

    @Test
    void a_list_that_would_take_the_machine_down_is_refused() {
        assertThat(faults(manifest("[" + "{},".repeat(501) + "]")))
                .singleElement()
                .asString()
                .contains("has 501 entries, more than the 500 that one host may run");
    }

    @Test
    void the_two_names_of_the_key_must_not_differ() {
        assertThat(faults("{kind: ConfigMap, data: {metricProviderPlugins: '[]', metricPlugins: '[ ]'}}"))
                .containsExactly(
                        "manifest.data.metricPlugins (line 1): is another name of metricProviderPlugins, and the two differ;"
                                + " keep metricProviderPlugins alone");
    }

    @Test
    void the_exception_names_the_source_and_every_fault() {
        ConfigException e =
                catchThrowableOfType(ConfigException.class, () -> read("file /etc/x", manifest("[{name: a}]")));
        assertThat(e)
                .hasMessageStartingWith(
                        "tried to read the plugins from file /etc/x, but\n  metricProviderPlugins[0] (a).name")
                .hasMessageContaining("\n  metricProviderPlugins[0] (a).location (line 4): is missing");
    }

    @Test
    void every_field_is_read() {
        PluginList list = read("test", """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: argo-rollouts-config
                data:
                  trafficRouterPlugins: "not: [read"
                  metricProviderPlugins: |-
                    # everything
                    - name: "acme/latency"
                      location: "https://joe:secret@example.com/latency?v=1"
                      sha256: %s
                      args: ["-l", "2"]
                      headersFrom:
                        - secretRef:
                            name: download-token
                      env:
                        MODE: "fast"
                        TOKEN: {secretKeyRef: {name: datadog, key: token}}
                      timeout: 1m30s
                      limits: {cpu: 0.5, memory: 256Mi}
                      required: false
                      disabled: false
                """.formatted(SHA256.toUpperCase(java.util.Locale.ROOT)));
        assertThat(list.warnings()).isEmpty();
        assertThat(list.plugins())
                .containsExactly(new PluginSpec(
                        "acme/latency",
                        new Location.Http(URI.create("https://joe:secret@example.com/latency?v=1")),
                        Optional.of(SHA256),
                        List.of("-l", "2"),
                        List.of("download-token"),
                        Map.of(
                                "MODE", new EnvValue.Text("fast"),
                                "TOKEN", new EnvValue.SecretKey("datadog", "token", false)),
                        Optional.of(Duration.ofSeconds(90)),
                        new ResourceLimits(OptionalLong.of(500), OptionalLong.of(256 << 20)),
                        Optional.of(false)));
        assertThat(list.plugins().get(0)).hasToString("acme/latency from https://*****@example.com/latency?v=1");
    }

    @ParameterizedTest
    @CsvSource({
        "file://./x, file://./x",
        "file://../x, file://../x",
        "file://x/y, file://x/y",
        "file://my_plugins/y, file://my_plugins/y",
        "file:///x, file:///x",
        "FILE:///x, file:///x",
        "file:///a b, file:///a%20b",
        "http://host/x@v1, http://host/x@v1",
        "builtin://sample-scrape, builtin://sample-scrape",
    })
    void locations_are_kept_as_they_are_written(String written, String read) {
        PluginList list = read("test", manifest("[{name: a/b, location: '" + written + "'}]"));
        assertThat(list.plugins()).singleElement().satisfies(p -> {
            assertThat(p.location().uri()).hasToString(read);
            assertThat(p.location().shown()).isEqualTo(read);
            assertThat(p.required()).isEmpty();
            assertThat(p.sha256()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"# nothing yet", "null", "~", "---"})
    void a_text_without_a_list_is_a_fault(String value) {
        assertThat(catchThrowableOfType(ConfigException.class, () -> read("test", manifest(value))))
                .hasMessageContaining("metricProviderPlugins: holds no list; write the list below it, indented, or []"
                        + " where there are to be no plugins");
    }

    @Test
    void an_empty_list_is_legal_and_warned_of() {
        PluginList list = read("test", manifest("[]"));
        assertThat(list.plugins()).isEmpty();
        assertThat(list.warnings()).containsExactly("metricProviderPlugins: is an empty list, so there are no plugins");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{kind: ConfigMap, data: {metricProviderPlugins: }}",
                "kind: ConfigMap\ndata:\n  metricProviderPlugins:",
                "kind: ConfigMap\ndata:\n  metricProviderPlugins: |",
                "kind: ConfigMap\ndata:\n  metricProviderPlugins: ''",
                "kind: ConfigMap\ndata:\n  metricProviderPlugins: |2\n     \n\n"
            })
    void a_key_that_was_cut_off_from_its_list_is_a_fault(String manifest) {
        assertThat(faults(manifest))
                .containsExactly(
                        "metricProviderPlugins: is empty; write the list below it, indented, or [] where there are"
                                + " to be no plugins");
    }

    @Test
    void a_manifest_with_plugins_of_other_kinds_alone_is_legal_and_warned_of() {
        PluginList list = read("test", "{kind: ConfigMap, data: {stepPlugins: '[]'}}");
        assertThat(list.warnings())
                .containsExactly("manifest.data (line 1): has no metricProviderPlugins, so there are no plugins");
    }

    @Test
    void the_old_name_of_the_key_is_read_and_warned_of() {
        PluginList list =
                read("test", "{kind: ConfigMap, data: {metricPlugins: \"[{name: a/b, location: 'file:///x'}]\"}}");
        assertThat(list.plugins()).extracting(PluginSpec::name).containsExactly("a/b");
        assertThat(list.warnings())
                .containsExactly("manifest.data.metricPlugins (line 1): is an old name; write metricProviderPlugins");
    }

    @Test
    void beside_faults_warnings_are_reported_too() {
        ConfigException e = catchThrowableOfType(
                ConfigException.class,
                () -> read("test", manifest("[{name: a/b, location: 'ftp://x/y', timeOutt: 1s}]")));
        assertThat(e).hasMessageContaining("\"ftp\"");
        assertThat(e.getMessage().lines())
                .last()
                .isEqualTo("  warning: metricProviderPlugins[0] (a/b).timeOutt (line 4): this field is not known and is"
                        + " ignored; did you mean \"timeout\"?");
    }

    @Test
    void an_ignored_field_is_warned_of() {
        PluginList list = read(
                "test",
                manifest("[{name: a/b, location: 'file:///x', SHA256: '', timeOutt: 1s, color: red, disabled: true,"
                        + " headersFrom: [{secretRef: {name: s}}]}]"));
        assertThat(list.plugins()).hasSize(1);
        assertThat(list.warnings())
                .containsExactly(
                        "metricProviderPlugins[0] (a/b).SHA256 (line 4): is read as \"sha256\"; write it so",
                        "metricProviderPlugins[0] (a/b).timeOutt (line 4): this field is not known and is ignored; did you mean \"timeout\"?",
                        "metricProviderPlugins[0] (a/b).color (line 4): this field is not known and is ignored; known are name, location, sha256, args,"
                                + " headersFrom, disabled, env, timeout, limits, required, schema",
                        "metricProviderPlugins[0] (a/b).headersFrom (line 4): has no effect on a file:// location",
                        "metricProviderPlugins[0] (a/b).disabled (line 4): has no effect on a metric plugin; remove the entry instead");
    }

    @Test
    void anchors_and_merge_keys_are_followed() {
        PluginList list =
                read("test", manifest("[&a {name: a/b, location: 'file:///x', timeout: 5s}, {<<: *a, name: a/c}]"));
        assertThat(list.plugins()).extracting(PluginSpec::name).containsExactly("a/b", "a/c");
        assertThat(list.plugins().get(1).timeout()).contains(Duration.ofSeconds(5));
    }

    @Test
    void a_manifest_may_be_json_and_begin_with_a_byte_order_mark() {
        PluginList list = read(
                "test",
                "\uFEFF{\"kind\":\"ConfigMap\",\"data\":{\"metricProviderPlugins\":\"- name: a/b\\n  location: file:///x\"}}");
        assertThat(list.plugins()).hasSize(1);
    }

    private static PluginList read(String source, String text) {
        return ManifestFile.read(source, text, new Platform("linux", "amd64")).list();
    }

    private static String manifest(String list) {
        return "kind: ConfigMap\ndata:\n  metricProviderPlugins: |-\n    " + list + "\n";
    }

    private static List<String> faults(String manifest) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> read("test", manifest));
        return e.faults().stream().map(ConfigFault::toString).toList();
    }
}
