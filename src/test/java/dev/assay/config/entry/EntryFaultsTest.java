package dev.assay.config.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.EnvValue;
import dev.assay.config.Platform;
import dev.assay.config.PluginList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault of an entry, as a person reads it. */
class EntryFaultsTest {
    private static final String SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    @Test
    void a_plugin_may_be_asked_to_listen_on_tcp() {
        assertThat(faults("""
                - name: acme/latency
                  location: file:///opt/latency
                  env: {ASSAY_PLUGIN_NETWORK: tcp, ASSAY_X: x}
                """)).singleElement().asString().contains(".env.ASSAY_X ");
    }

    @Test
    void all_faults_of_all_entries_are_reported_together_with_their_lines() {
        List<String> faults = faults("""
                - name: latency
                  location: /opt/latency
                  args: [1]
                - location: ftp://host/x
                - name: acme/good
                  location: file:///opt/good
                  sha256: abc
                """);
        assertThat(faults)
                .containsExactly(
                        "metricProviderPlugins[0] (latency).name (line 1): \"latency\" is not of the form namespace/name; write two parts of letters,"
                                + " digits and -, the second also with _ and ., as in acme/latency",
                        "metricProviderPlugins[0] (latency).location (line 2): \"/opt/latency\" has no scheme; write file:///opt/latency",
                        "metricProviderPlugins[0] (latency).args[0] (line 3): is a number in YAML (1), but must be text; put it in quotes: \"1\"",
                        "metricProviderPlugins[1].name (line 4): is missing; write name: namespace/name, as AnalysisTemplates name the plugin",
                        "metricProviderPlugins[1].location (line 4): has the scheme \"ftp\", which is not known; write file:///absolute/path,"
                                + " file://./relative/path, https://host/path or http://host/path",
                        "metricProviderPlugins[2] (acme/good).sha256 (line 7): \"abc\" has 3 digits instead of 64; write the 64 hex digits that"
                                + " \"sha256sum FILE\" (or \"shasum -a 256 FILE\") prints for the executable");
    }

    @ParameterizedTest
    @CsvSource({
        "acme, is not of the form namespace/name",
        "a/b/c, is not of the form namespace/name",
        "a_b/c, is not of the form namespace/name",
        "acme/.., 'has \"..\" for a name, which means a folder'",
        "acme/., 'has \".\" for a name, which means a folder'",
    })
    void a_name_that_breaks_the_rule_is_refused(String name, String problem) {
        assertThat(faults("[{name: " + name + ", location: 'file:///x'}]"))
                .singleElement()
                .asString()
                .contains(".name", "\"" + name + "\" " + problem);
    }

    @Test
    void a_name_that_would_be_no_file_name_is_refused() {
        assertThat(faults("[{name: acme/" + "x".repeat(250) + ", location: 'file:///x'}]"))
                .singleElement()
                .asString()
                .contains("is longer than 200 characters");
    }

    @Test
    void two_entries_of_one_name_are_refused() {
        assertThat(faults("[{name: a/b, location: 'file:///x'}, {name: a/b, location: 'file:///y'}]"))
                .containsExactly(
                        "metricProviderPlugins[1] (a/b).name (line 1): is the name of metricProviderPlugins[0] (a/b) too;"
                                + " rename or remove one of the two");
    }

    @ParameterizedTest
    @CsvSource({
        "/opt/x, write file:///opt/x",
        "./x, write file://./x",
        "../x, write file://../x",
        "plugin, write file://./plugin for a file in the working directory",
        "github.com/acme/x, 'write https://github.com/acme/x, or file://./github.com/acme/x for a file'",
        "localhost:8080, 'has the scheme \"localhost\", which is not known'",
        "file:x, write file://./x",
        "file:///, names no file",
        "file://x/, names no file",
        "file:///x%zz, has a % that begins no escape",
        "https:///x, has no valid host",
        "https://a b/x, has no valid host",
        "http://u:p_w@files_1.svc:8080/x, has the host files_1.svc",
        "https://caf\u00e9.example:8443/x, write xn--caf-dma.example for the host",
        "https://u:p_w@/x, has no valid host",
        "builtin://, names no plugin that comes with Assay",
        "builtin://a/b, names no plugin that comes with Assay",
        "'', is empty",
    })
    void a_location_that_breaks_the_rule_is_refused(String location, String message) {
        assertThat(faults("[{name: a/b, location: \"" + location + "\"}]"))
                .singleElement()
                .asString()
                .contains(".location", message);
    }

    @Test
    void a_location_longer_than_any_address_is_refused() {
        String longest = "https://h/" + "x".repeat(4086);
        assertThat(faults("[{name: a/b, location: " + longest + "}, {name: a/b.c, location: " + longest + "x}]"))
                .containsExactly(
                        "metricProviderPlugins[1] (a/b.c).location (line 1): has 4097 characters, and at most 4096"
                                + " are read; write a shorter address");
    }

    @ParameterizedTest
    @CsvSource({
        "0a4d55a8d778e5022fab701977c5d840bbc486d0, has 40 digits instead of 64, which looks like a SHA-1",
        "badsha352, has characters that are no hex digits",
        "'sha256:9f86', 'begins with \"sha256:\"; write the hex digits alone'",
    })
    void a_digest_that_breaks_the_rule_is_refused(String digest, String message) {
        assertThat(faults("[{name: a/b, location: 'file:///x', sha256: '" + digest + "'}]"))
                .singleElement()
                .asString()
                .contains(".sha256", message);
    }

    @Test
    void a_digest_that_YAML_takes_for_a_number_must_be_quoted() {
        assertThat(faults("[{name: a/b, location: 'file:///x', sha256: 1234}]"))
                .singleElement()
                .asString()
                .contains(".sha256", "is a number in YAML (1234), but must be text; put it in quotes: \"1234\"");
    }

    @Test
    void a_built_in_plugin_has_no_digest() {
        assertThat(faults("[{name: a/b, location: 'builtin://sample-scrape', sha256: " + SHA256 + "}]"))
                .singleElement()
                .asString()
                .contains(".sha256", "is given for a plugin that is part of Assay and has no file; remove it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "args: -l 2 | .args (line 1): is text, but must be a list; write args: [\"first\", \"second\"]",
                "args: [a, true] | .args[1] (line 1): is a boolean in YAML (true), but must be text",
                "args: [a, [b]] | .args[1] (line 1): is a list, but must be text",
                "args: [null] | .args[0] (line 1): is empty in YAML (null), but must be text",
                "args: [2024-01-01] | .args[0] (line 1): is a date in YAML (2024-01-01), but must be text",
                "args: [\"a\\0b\"] | .args[0] (line 1): holds a NUL character",
                "env: [A] | .env (line 1): is a list, but must be a map; write NAME: \"value\" pairs",
                "env: {1A: x} | .env.1A (line 1): is no name of an environment variable",
                "env: {ASSAY_X: x} | .env.ASSAY_X (line 1): is reserved for the handshake between host and plugin",
                "env: {PLUGIN_MIN_PORT: x} | .env.PLUGIN_MIN_PORT (line 1): is reserved",
                "env: {ARGO_ROLLOUTS_RPC_PLUGIN: x} | .env.ARGO_ROLLOUTS_RPC_PLUGIN (line 1): is reserved",
                "env: {A: {secretKeyRef: x}} | .env.A.secretKeyRef (line 1): is text, but must be a map; write NAME: {secretKeyRef: {name: NAME-OF-THE-SECRET, key: KEY}}",
                "env: {A: {secretKeyRef: {name: s}}} | .env.A.secretKeyRef.key (line 1): is missing",
                "env: {A: {secretKeyRef: {key: k}}} | .env.A.secretKeyRef.name (line 1): is missing",
                "env: {A: {secretKeyRef: {name: A_b, key: k}}} | .env.A.secretKeyRef.name (line 1): \"A_b\" is no name of a Secret",
                "env: {A: {secretKeyRef: {name: s, key: 'a/b'}}} | .env.A.secretKeyRef.key (line 1): \"a/b\" is no key of a Secret",
                "env: {A: {secretKeyRef: {name: s, key: k, optional: 'yes'}}} | .env.A.secretKeyRef.optional (line 1): is text, but must be true or false",
                "env: {A: {valueFrom: {fieldRef: {fieldPath: x}}}} | .env.A.valueFrom.secretKeyRef (line 1): is missing",
                "env: {A: {valueFrom: {secretKeyRef: {name: s, key: k}}, secretKeyRef: {name: s, key: k}}} | .env.A.valueFrom (line 1): stands beside secretKeyRef; keep one of the two",
                "timeout: 30 | .timeout (line 1): \"30\" is no duration longer than zero; write a number with its unit: 500ms, 30s, 1m30s",
                "timeout: 0s | .timeout (line 1): \"0s\" is no duration longer than zero",
                "timeout: -1s | .timeout (line 1): \"-1s\" is no duration longer than zero",
                "timeout: [1s] | .timeout (line 1): a list is no duration longer than zero",
                "required: 'yes' | .required (line 1): is text, but must be true or false; write true or false, without quotes",
                "schema: object | .schema (line 1): is text, but must be a map; write the JSON Schema of the plugin's part of a metric",
                "headersFrom: x | .headersFrom (line 1): is text, but must be a list; write a list of \"- secretRef: {name: NAME}\"",
                "headersFrom: [{}] | .headersFrom[0].secretRef (line 1): is missing",
                "headersFrom: [{secretRef: {}}] | .headersFrom[0].secretRef.name (line 1): is missing",
                "headersFrom: [{secretRef: {name: A_b}}] | .headersFrom[0].secretRef.name (line 1): \"A_b\" is no name of a Secret",
            })
    void another_field_that_breaks_its_rule_is_refused(String field, String message) {
        assertThat(faults("[{name: a/b, location: 'https://h/x', " + field + "}]"))
                .singleElement()
                .asString()
                .contains("metricProviderPlugins[0] (a/b)" + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{secretKeyRef: {name: s, key: k, optional: true}}",
                "{valueFrom: {secretKeyRef: {name: s, key: k, optional: true}}}"
            })
    void a_variable_may_stand_in_a_secret(String value) {
        assertThat(read("[{name: a/b, location: 'file:///x', env: {A: " + value + "}}]")
                        .plugins()
                        .get(0)
                        .env())
                .isEqualTo(Map.of("A", new EnvValue.SecretKey("s", "k", true)));
    }

    @Test
    void a_value_of_the_environment_stands_in_no_message() {
        assertThat(faults("[{name: a/b, location: 'file:///x', env: {TOKEN: 4711}}]"))
                .singleElement()
                .asString()
                .contains(".env.TOKEN", "is a number in YAML, but must be text")
                .doesNotContain("4711");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://joe:hunter2@/x",
                "ftp://joe:hunter2@host/x",
                "https://joe:hun/ter2@host/x%zz",
                "https://joe:hunter2@host/{os}%zz",
            })
    void a_password_stands_in_no_message(String location) {
        assertThat(faults("[{name: a/b, location: '" + location + "'}]"))
                .singleElement()
                .asString()
                .doesNotContain("hunter2")
                .doesNotContain("ter2");
    }

    @Test
    void a_field_that_is_there_twice_is_refused() {
        assertThat(faults("[{name: a/b, location: 'file:///x', location: 'file:///y'}]"))
                .singleElement()
                .asString()
                .contains(".location (line 1): is there twice; remove one of the two");
    }

    @Test
    void a_text_that_no_process_can_be_given_is_told_without_the_text() {
        assertThat(read("[{name: a/b, location: 'file:///x', args: ['" + "x".repeat(131072) + "']}]")
                        .warnings())
                .containsExactly(
                        "metricProviderPlugins[0] (a/b).args[0] (line 1): has 131072 bytes, and no process can be"
                                + " given more than 131071; write less");
    }

    @Test
    void an_entry_must_be_a_map() {
        assertThat(faults("[acme/latency, ]"))
                .containsExactly(
                        "metricProviderPlugins[0] (line 1): is text, but must be a map; write fields: name, location, ...");
    }

    @Test
    void a_flood_of_faults_is_cut() {
        assertThat(faults("[" + "x,".repeat(400) + "]"))
                .hasSize(101)
                .last()
                .asString()
                .contains("300 further faults were found");
    }

    private static PluginList read(String list) {
        FaultCollector collector = new FaultCollector();
        return collector.result(
                "test",
                PluginListReader.read(
                        list, new FaultLocation(collector, "metricProviderPlugins"), new Platform("linux", "amd64")));
    }

    private static List<String> faults(String list) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(list));
        return e.faults().stream().map(ConfigFault::toString).toList();
    }
}
