package dev.assay.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.Platform;
import dev.assay.install.OwnProgram;
import dev.assay.sample.Samples;
import dev.assay.settings.SettingsReader;
import dev.assay.text.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {
    /**
     * The example of Argo's documentation of metric plugins (docs/analysis/plugins.md of argo-rollouts v1.10.1),
     * comments apart.
     */
    private static final String ARGOS_EXAMPLE = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: argo-rollouts-config
            data:
              metricProviderPlugins: |-
                - name: "argoproj-labs/sample-prometheus" # it must match the name required by the plugin
                  location: "https://github.com/argoproj-labs/rollouts-plugin-metric-sample-prometheus/releases/download/v0.0.4/metric-plugin-linux-amd64"
                  sha256: "dac10cbf57633c9832a17f8c27d2ca34aa97dd3d" #optional sha256 checksum of the plugin executable
                  headersFrom: #optional headers for the download via http request
                    - secretRef:
                        name: secret-name
            ---
            apiVersion: v1
            kind: Secret
            metadata:
              name: secret-name
            stringData:
              Authorization: Basic <Base 64 TOKEN>
              My-Header: value
            """;

    private static final String GOOD = "kind: ConfigMap\ndata:\n  metricProviderPlugins: |\n    - name: a/b\n"
            + "      location: https://joe:hunter2@host/x-{os}-{arch}\n"
            + "      headersFrom: [{secretRef: {name: token}}]\n"
            + "      sha256:\n        linux/arm64: " + "0a".repeat(32) + "\n"
            + "    - name: a/c\n      location: file:///opt/c\n";

    private static final String TEMPLATE = """
            apiVersion: argoproj.io/v1alpha1
            kind: AnalysisTemplate
            metadata: {name: t}
            spec:
              metrics:
              - name: m
                interval: 1m
                count: 2
                provider: {plugin: {a/d: {}}}
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String in = "";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | tried to find the file to check, but no name is given; give its path, or - for standard input",
                "a --fast b | tried to read --fast, but there is no such option; the options are --platform, --output",
                "a --platfrom linux/arm64 | tried to read --platfrom, but there is no such option; write --platform",
                "a --platform | \"\" is no platform; write os/arch with Go's names, for instance linux/amd64",
                "a --platform=linux | but \"linux\" is no platform",
                "a --platform --fetch | tried to read --platform, but \"\" is no platform",
                "a --fetch=yes | tried to read --fetch, but \"yes\" is given, and it takes no value; write it alone",
                "a --output json --output text | tried to read --output, but it is given twice; give it once",
                "a --output xml | tried to read --output, but \"xml\" is no form of a report; write one of text, json, github, gitlab",
                "a --platform linux/x86_64 | but \"linux/x86_64\" is no platform",
            })
    void wrong_usage_is_reported_on_the_error_stream_with_exit_code_2(String arguments, String sentence) {
        assertThat(check(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);
        assertThat(text(err)).contains(sentence.strip(), "usage: assay check FILE...");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void help_is_given() {
        assertThat(check("--help")).isZero();
        assertThat(text(out)).startsWith("usage: assay check FILE...");
    }

    @Test
    void the_example_of_Argos_documentation_is_one_clear_fault() {
        in = ARGOS_EXAMPLE;
        assertThat(check("-")).isEqualTo(1);
        assertThat(text(out)).isEqualTo("""
                Faults:
                  metricProviderPlugins[0] (argoproj-labs/sample-prometheus)
                    sha256, line 9: "dac10cbf57633c9832a17f8c27d2ca34aa97dd3d" has 40 digits instead of 64, which looks like a SHA-1
                      write the 64 hex digits that "sha256sum FILE" (or "shasum -a 256 FILE") prints for the executable
                standard input: 1 fault, no warnings
                """);
        assertThat(text(err)).isEmpty();
    }

    @Test
    void faults_are_grouped_by_entry_and_warnings_stand_apart() {
        in = """
                kind: ConfigMap
                data:
                  metricPlugins: |
                    - name: b
                      location: /opt/b
                      args: [1]
                    - name: a/c
                      location: file:///opt/c
                      sha265: abc
                      timeout: 30
                """;
        assertThat(check("-")).isEqualTo(1);
        assertThat(text(out)).isEqualTo("""
                Faults:
                  metricPlugins[0] (b)
                    name, line 4: "b" is not of the form namespace/name
                      write two parts of letters, digits and -, the second also with _ and ., as in acme/latency
                    location, line 5: "/opt/b" has no scheme
                      write file:///opt/b
                    args[0], line 6: is a number in YAML (1), but must be text
                      put it in quotes: "1"
                  metricPlugins[1] (a/c)
                    timeout, line 10: "30" is no duration longer than zero
                      write a number with its unit: 500ms, 30s, 1m30s
                Warnings:
                  manifest.data.metricPlugins (line 3): is an old name; write metricProviderPlugins
                  metricPlugins[1] (a/c).sha265 (line 9): this field is not known and is ignored; did you mean "sha256"?
                standard input: 4 faults, 2 warnings
                """);
    }

    @Test
    void a_valid_file_is_confirmed_for_the_platform_that_is_asked_for() throws IOException {
        Path file = Files.writeString(folder.resolve("plugins.yaml"), GOOD);
        assertThat(check(file.toString(), "--platform", "linux/arm64")).isZero();
        assertThat(text(out))
                .isEqualTo("Not checked:\n  the Secret token, which is not in this file\n" + file
                        + " is valid for linux/arm64. Plugins: a/b, a/c.\n" + file + ": no faults, no warnings\n");
    }

    @Test
    void another_platform_may_have_faults_of_its_own() {
        in = GOOD;
        assertThat(check("--platform=windows/amd64", "-")).isEqualTo(1);
        assertThat(text(out))
                .contains("sha256, line 8: has no digest for windows/amd64, the platform to install for\n");
    }

    @Test
    void warnings_alone_are_no_failure() {
        in = "kind: ConfigMap\ndata: {metricProviderPlugins: '[]'}\n";
        assertThat(check("-")).isZero();
        assertThat(text(out)).isEqualTo("""
                Warnings:
                  metricProviderPlugins: is an empty list, so there are no plugins
                standard input is valid for linux/amd64; it lists no plugins.
                standard input: no faults, 1 warning
                """);
    }

    @Test
    void a_file_that_is_not_there_is_a_fault() {
        Path file = folder.resolve("none");
        assertThat(check(file.toString())).isEqualTo(1);
        assertThat(text(out))
                .isEqualTo("Faults:\n  file\n    there is no such file\n      correct the path\n" + file
                        + ": 1 fault, no warnings\n");
    }

    @Test
    void a_folder_a_bad_path_and_a_file_without_text_are_faults() throws IOException {
        assertThat(check(folder.toString())).isEqualTo(1);
        assertThat(check("\0")).isEqualTo(1);
        Path file = Files.write(folder.resolve("utf16"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(check(file.toString())).isEqualTo(1);
        assertThat(text(out)).contains("it cannot be read", "it is no path", "it is not UTF-8 text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "location: builtin://nope | location, line 5: \"builtin://nope\" names no plugin that comes with Assay | write one of builtin://sample-scrape",
                "location: https://h/<version>/x | location, line 5: \"https://h/<version>/x\" has < or >, which no address has | write the real words",
                "location: file:///x>y | location, line 5: \"file:///x>y\" has < or >, which no address has | write the real words",
                "location: file:///x%00y | location, line 5: \"file:///x%00y\" holds %00, which no path has | write it without",
            })
    void a_location_that_the_service_could_not_install_is_a_fault(String location, String problem, String remedy) {
        in = "kind: ConfigMap\ndata:\n  metricProviderPlugins: |\n    - name: a/b\n      " + location + "\n";
        assertThat(check("-")).isEqualTo(1);
        assertThat(text(out)).contains("    " + problem + "\n", "      " + remedy);
    }

    @Test
    void the_digest_of_an_empty_file_is_a_fault() {
        in = GOOD.replace("0a".repeat(32), "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")
                .replace("linux/arm64", "linux/amd64");
        assertThat(check("-")).isEqualTo(1);
        assertThat(text(out)).contains("line 8: is the digest of an empty file");
    }

    @Test
    void a_list_that_no_ConfigMap_can_hold_is_a_fault() {
        in = GOOD.replace("linux/arm64", "linux/amd64") + "    #" + "x".repeat(1 << 20) + "\n";
        assertThat(check("-")).isEqualTo(1);
        assertThat(text(out)).contains(" bytes, and a ConfigMap has at most 1048576");
    }

    @Test
    void another_name_of_the_ConfigMap_is_a_warning() {
        in = GOOD.replace("linux/arm64", "linux/amd64").replace("data:", "metadata: {name: other}\ndata:");
        assertThat(check("-")).isZero();
        assertThat(text(out)).contains("is not argo-rollouts-config, so in a cluster it is read only where");
    }

    @Test
    void a_Secret_of_the_file_that_lacks_what_its_entries_need_is_a_fault() {
        in = GOOD.replace("linux/arm64", "linux/amd64")
                        .replace(
                                "file:///opt/c",
                                "file:///opt/c\n      env: {T: {secretKeyRef: {name: token, key: none}}}")
                + "---\nkind: Secret\nmetadata: {name: token}\nstringData: {Authorization: \"hunter2\\n\", A b: x}\n";
        assertThat(check("-")).isEqualTo(1);
        assertThat(text(out))
                .contains(
                        "the value of Authorization in the Secret token has a line break",
                        "the Secret token has a key that is no name of a header",
                        "  plugin a/c\n    env.T: the Secret token has no key none\n      add it, or correct secretKeyRef",
                        "standard input: 3 faults, no warnings")
                .doesNotContain("hunter2");
    }

    @Test
    void a_program_gets_json_of_faults() {
        in = "kind: ConfigMap\ndata:\n  metricProviderPlugins: |\n    - name: b\n      location: file:///x\n";
        assertThat(check("--output=json", "-")).isEqualTo(1);
        assertThat(Json.object(text(out)).toString())
                .isEqualTo(
                        "{\"source\":\"standard input\",\"platform\":\"linux/amd64\",\"valid\":false,\"faults\":["
                                + "{\"entry\":\"metricProviderPlugins[0] (b)\",\"field\":\"name\",\"line\":4,\"key\":\"\","
                                + "\"problem\":\"\\\"b\\\" is not of the form namespace/name\",\"remedy\":\"write two parts of"
                                + " letters, digits and -, the second also with _ and ., as in acme/latency\"}],"
                                + "\"warnings\":[],\"missingSecrets\":[],\"plugins\":[],\"analyses\":[],\"notChecked\":[],\"settings\":[],\"executables\":[]}");
    }

    @Test
    void a_program_gets_json_of_a_valid_file() {
        in = GOOD.replace("linux/arm64", "linux/amd64");
        assertThat(check("--output", "json", "-")).isZero();
        assertThat(Json.object(text(out)).toString())
                .contains("\"valid\":true,\"faults\":[],\"warnings\":[],\"missingSecrets\":[\"token\"],\"plugins\":["
                        + "{\"name\":\"a/b\",\"location\":\"https://*****@host/x-linux-amd64\",\"sha256\":\"0a0a")
                .doesNotContain("hunter2");
    }

    @Test
    void files_of_templates_and_of_plugins_are_checked_together() throws IOException {
        Path plugins = Files.writeString(folder.resolve("plugins.yaml"), GOOD.replace("linux/arm64", "linux/amd64"));
        Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
        Path other = Files.writeString(folder.resolve("other.yaml"), "kind: Deployment\napiVersion: apps/v1\n");
        assertThat(check(plugins.toString(), template.toString(), other.toString()))
                .isEqualTo(1);
        assertThat(text(out))
                .contains(
                        plugins + " is valid for linux/amd64. Plugins: a/b, a/c.",
                        "  AnalysisTemplate t\n    spec.metrics[0].provider.plugin.a/d, line 9: names a plugin that the"
                                + " ConfigMap of these files does not list\n      write a/",
                        template + ": 1 fault, no warnings",
                        other + ": no faults, no warnings");
    }

    @Test
    void a_template_alone_is_checked_without_a_list_of_plugins() {
        in = TEMPLATE;
        assertThat(check("-")).isZero();
        assertThat(text(out)).startsWith("standard input is valid. Objects with analyses: 1, with 1 metric.\n");
    }

    @Test
    void a_program_gets_json_of_several_files() throws IOException {
        Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
        assertThat(check("--output=json", template.toString(), folder + "/none.yaml"))
                .isEqualTo(1);
        assertThat(Json.object(text(out)).path("valid").asBoolean(true)).isFalse();
        assertThat(Json.object(text(out)).path("files").findValuesAsText("name"))
                .containsExactly("t");
    }

    @Test
    void a_pipeline_gets_each_fault_with_its_file_and_line() throws IOException {
        String bad = TEMPLATE.replace("interval: 1m", "interval: 1 m # 100%");
        Path template = Files.writeString(folder.resolve("template.yaml"), bad);
        assertThat(check("--output=github", template.toString())).isEqualTo(1);
        assertThat(text(out))
                .isEqualTo("::error file=" + template + ",line=7,title=AnalysisTemplate t.spec.metrics[0].interval::"
                        + "is refused by Argo Rollouts: invalid interval string: time: unknown unit \" m\" in duration"
                        + " \"1 m\"; correct it\n");
        out.reset();
        assertThat(check("--output=gitlab", template.toString())).isEqualTo(1);
        assertThat(text(out)).contains("\"severity\" : \"major\"", "\"begin\" : 7", "\"path\" : \"" + template + "\"");
    }

    @Test
    void the_plugins_parts_of_metrics_are_checked_by_the_schemas_of_entries_and_of_plugins_that_come_with_assay() {
        in = """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: argo-rollouts-config}
                data:
                  metricProviderPlugins: |-
                    - {name: assay/sample-scrape, location: "builtin://sample-scrape"}
                    - name: acme/latency
                      location: file:///opt/latency
                      schema: {properties: {limit: {type: integer}}}
                ---
                apiVersion: argoproj.io/v1alpha1
                kind: AnalysisTemplate
                metadata: {name: checks}
                spec:
                  metrics:
                  - name: up
                    provider: {plugin: {assay/sample-scrape: {url: "http://localhost", metrik: up}}}
                  - name: slow
                    provider:
                      plugin:
                        acme/latency:
                          limit: many
                """;
        assertThat(check("-")).isEqualTo(1);
        assertThat(text(out))
                .contains(
                        "provider.plugin.assay/sample-scrape.metrik, line 17: does not fit the schema of the plugin: property",
                        "required property 'metric' not found",
                        "provider.plugin.acme/latency.limit, line 22: does not fit the schema of the plugin: string found,"
                                + " integer expected");
    }

    @Test
    void a_password_is_not_shown() {
        in = GOOD.replace("file:///opt/c", "https://joe:hunter2@/c");
        assertThat(check("-")).isEqualTo(1);
        assertThat(text(out)).contains("*****@").doesNotContain("hunter2");
    }

    private int check(String... arguments) {
        try (PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            ByteArrayInputStream stdin = new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8));
            return new CheckCommand(
                            stdin,
                            stdout,
                            stderr,
                            new Platform("linux", "amd64"),
                            Map.of("sample-scrape", Samples.schemas().get("sample-scrape")),
                            new CheckFetch(
                                    SettingsReader::ofProcess,
                                    () -> OwnProgram.running(CheckCommandTest.class.getName()),
                                    new TreeSet<>(),
                                    Map.of(),
                                    folder))
                    .run(List.of(arguments));
        }
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
