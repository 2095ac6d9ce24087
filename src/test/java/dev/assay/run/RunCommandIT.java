package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import dev.assay.testing.PluginProgram;
import dev.assay.testing.author.PythonEnvironment;
import dev.assay.testing.go.GoCommands;
import dev.assay.testing.prometheus.Prometheus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program as a CI job calls it, with real plugins in real processes, and with a server. */
class RunCommandIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String NAME = "test/lingering";

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    private Path temporary;
    private Path record;

    @BeforeEach
    void prepare() throws IOException {
        temporary = nothingLeftBehind.watch(Files.createDirectory(folder.resolve("tmp")));
        record = folder.resolve("record");
    }

    private RunProcess start(String... arguments) throws IOException {
        return RunProcess.start(
                folder,
                List.of("-Djava.io.tmpdir=" + temporary, "-Dassay.start.socket-directory=" + folder),
                arguments);
    }

    private RunProcess.End run(String... arguments) throws IOException, InterruptedException {
        try (RunProcess process = start(arguments)) {
            return process.end();
        }
    }

    private String plugins(String name, Path executable) throws IOException {
        return Files.writeString(folder.resolve("map.yaml"), """
                kind: ConfigMap
                data:
                  metricProviderPlugins: |
                    - name: %s
                      location: file://%s
                    - name: other/broken
                      location: file:///not/there
                """.formatted(name, executable.toAbsolutePath()))
                .toString();
    }

    private String lingering() throws IOException {
        return plugins(NAME, PluginProgram.executable(folder, LingeringPlugin.class));
    }

    private String template(String fields, String plugin, String config) throws IOException {
        return Files.writeString(folder.resolve("template.yaml"), """
                apiVersion: argoproj.io/v1alpha1
                kind: AnalysisTemplate
                metadata: {name: gate}
                spec:
                  metrics:
                    - name: errors
                      %s
                      provider: {plugin: {%s: %s}}
                """.formatted(fields, plugin, config))
                .toString();
    }

    private String ofPhase(String fields, String phase) throws IOException {
        return template(fields, NAME, "{phase: %s, record: %s}".formatted(phase, record));
    }

    @ParameterizedTest
    @CsvSource({"Successful,0", "Failed,1", "Inconclusive,3", "Error,4"})
    void a_java_plugin_is_started_for_the_run_and_the_exit_code_is_the_verdict(String phase, int code)
            throws Exception {
        RunProcess.End end = run(ofPhase("consecutiveErrorLimit: 0", phase), "--plugins", lingering());

        assertThat(end.code()).as(end.err()).isEqualTo(code);
        assertThat(end.out()).contains("AnalysisRun gate: " + phase);
        assertThat(end.err())
                .startsWith("starting test/lingering\n")
                .contains("errors: measurement 1 of 1 " + phase + ", value 7");
        assertThat(record).hasContent("run\n");
    }

    @Test
    void the_default_plugins_run_the_example_and_the_check_finds_it_good() throws Exception {
        RunProcess.End end = run("src/example/analysis/gate.yaml", "--output", "json");

        assertThat(end.code()).as(end.err()).isZero();
        assertThat(end.out()).startsWith("{").contains("\"phase\" : \"Successful\"");
        Process check = new ProcessBuilder(
                        PackagedProgram.command(List.of(), "check", "src/example/analysis/gate.yaml"))
                .redirectErrorStream(true)
                .start();
        assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .endsWith(": no faults, no warnings\n");
        assertThat(check.waitFor()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void a_signal_in_the_middle_terminates_the_run_in_the_plugin(String signal) throws Exception {
        try (RunProcess process =
                start(ofPhase("interval: 1h", "Running"), "--plugins", lingering(), "--output", "junit")) {
            await().atMost(LONG).until(() -> Files.exists(record));
            process.signal(signal);
            RunProcess.End end = process.end();

            assertThat(end.code()).as(end.err()).isEqualTo(130);
            assertThat(record).hasContent("run\nterminate\n");
            assertThat(end.err()).contains("interrupted; ending the run in the plugins");
            assertThat(end.out()).contains("<error type=\"interrupted\"");
        }
    }

    @Test
    void a_run_without_an_end_is_told_and_ends_with_its_time() throws Exception {
        RunProcess.End end = run(ofPhase("interval: 1h", "Running"), "--plugins", lingering(), "--timeout", "15s");

        assertThat(end.code()).as(end.err()).isEqualTo(5);
        assertThat(end.err())
                .contains(
                        "warning: metric \"errors\" has an interval and no count, so the run ends when a metric fails,"
                                + " or after the --timeout of 15s");
        assertThat(record).hasContent("run\nterminate\n");
    }

    @Test
    void a_plugin_that_does_not_start_is_an_error_and_one_that_is_not_listed_is_refused() throws Exception {
        RunProcess.End broken = run(template("count: 1", "other/broken", "{}"), "--plugins", lingering());
        assertThat(broken.code()).isEqualTo(4);
        assertThat(broken.out())
                .contains("plugin other/broken does not start: tried to install plugin other/broken from ");

        RunProcess.End missing = run(template("count: 1", "no/such", "{}"), "--plugins", lingering());
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.out()).contains("tried to find the plugin no/such, but it is not configured");
    }

    @Test
    void a_plugin_in_go_measures_a_real_prometheus() throws Exception {
        Path sample = GoCommands.executable(GoCommands.ARGO_SAMPLE);
        try (Prometheus prometheus = Prometheus.start(folder)) {
            String config = "{address: '%s', query: 'up'}".formatted(prometheus.address());
            RunProcess.End end = run(
                    template(
                            "interval: 1s\n      count: 3\n      successCondition: result[0] == 1",
                            "argoproj/sample-prometheus",
                            config),
                    "--plugins",
                    plugins("argoproj/sample-prometheus", sample));

            assertThat(end.code()).as(end.err() + end.out()).isZero();
            assertThat(end.out()).contains("3: 3 Successful");
        }
    }

    @Test
    void a_plugin_in_python_is_one_as_well() throws Exception {
        PythonEnvironment python = PythonEnvironment.installed();
        String words = python.program("contract_plugin.py").stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        String exports = python.environment().entrySet().stream()
                .map(entry -> "export " + entry.getKey() + "='" + entry.getValue() + "'\n")
                .collect(Collectors.joining());
        Path script = Files.writeString(folder.resolve("plugin"), "#!/bin/sh\n" + exports + "exec " + words + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));

        RunProcess.End end = run(
                template("count: 1", "test/python", "{do: phase, argument: Failed}"),
                "--plugins",
                plugins("test/python", script));

        assertThat(end.code()).as(end.err() + end.out()).isEqualTo(1);
        assertThat(end.out()).contains("failed (1) > failureLimit (0)");
    }

    @Test
    void a_server_runs_the_analysis_and_terminates_it_where_that_is_asked_for() throws Exception {
        Path plugin = PluginProgram.executable(folder, LingeringPlugin.class);
        try (PackagedApplication server = PackagedApplication.start(
                PackagedProgram.file(), folder, Map.of(NAME, "file://" + plugin), List.of("-Dassay.stop.delay=0s"))) {
            String address = server.address().toString();
            server.await(Pattern.compile("1 of 1 plugins Ready"));

            RunProcess.End failed = run(ofPhase("failureLimit: 0", "Failed"), "--server", address);
            assertThat(failed.code()).as(failed.err()).isEqualTo(1);
            assertThat(failed.err()).contains("created AnalysisRun gate at " + address);
            assertThat(failed.out())
                    .containsPattern("errors +Failed +1: 1 Failed +7 +failed \\(1\\) > failureLimit \\(0\\)");

            Files.delete(record);
            try (RunProcess process = start(ofPhase("interval: 1h", "Running"), "--server", address)) {
                await().atMost(LONG).until(() -> Files.exists(record));
                process.signal("TERM");
                assertThat(process.end().code()).isEqualTo(130);
                await().atMost(LONG).untilAsserted(() -> assertThat(record).hasContent("run\nterminate\n"));
            }
        }
    }

    @Test
    void nothing_that_answers_is_an_error_with_the_address() throws Exception {
        RunProcess.End end = run(ofPhase("count: 1", "Failed"), "--server", "http://127.0.0.1:1");
        assertThat(end.code()).isEqualTo(4);
        assertThat(end.out()).contains("tried to reach Assay at http://127.0.0.1:1, but ");
    }
}
