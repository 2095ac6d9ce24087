package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.run.place.RunListener;
import dev.assay.run.place.RunPlace;
import dev.assay.run.report.RunJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
    private static final String TEMPLATE = """
            apiVersion: argoproj.io/v1alpha1
            kind: AnalysisTemplate
            metadata: {name: gate}
            spec:
              args: [{name: url}]
              metrics:
                - name: errors
                  successCondition: result < 5
                  provider: {plugin: {a/b: {url: "{{args.url}}"}}}
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<ObjectNode> begun = new ArrayList<>();
    private final List<Optional<String>> plugins = new ArrayList<>();
    private String phase = "Successful";
    private boolean closed;

    /** Tells of the end at once. */
    private final class EndedPlace implements RunPlace {
        @Override
        public void begin(ObjectNode manifest, RunListener listener) {
            begun.add(manifest);
            listener.state(RunJson.of(phase)
                    .metric("errors", "\"count\":1", "\"phase\":\"" + phase + "\"")
                    .snapshot());
        }

        @Override
        public void terminate() {}

        @Override
        public String remedy() {
            return "look";
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private int run(String input, String... arguments) {
        return new RunCommand(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of(),
                        (file, in, warnings) -> {
                            plugins.add(file);
                            return new EndedPlace();
                        })
                .run(List.of(arguments));
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @ParameterizedTest
    @CsvSource({"Successful,0", "Failed,1", "Inconclusive,3", "Error,4"})
    void the_exit_code_is_the_verdict(String end, int code) throws Exception {
        phase = end;
        assertThat(run("", file("t.yaml", TEMPLATE), "--arg", "url=http://x")).isEqualTo(code);
        assertThat(out()).endsWith("AnalysisRun gate: " + end + "\n");
        assertThat(begun.get(0).at("/kind").asText()).isEqualTo("AnalysisRun");
        assertThat(begun.get(0).at("/spec/args/0/value").asText()).isEqualTo("http://x");
        assertThat(closed).isTrue();
    }

    @Test
    void help_tells_each_exit_code() {
        assertThat(run("", "--help")).isZero();
        assertThat(out()).startsWith("usage: assay run FILE...").contains("3 Inconclusive, 4 Error", "130 interrupted");
    }

    @Test
    void standard_input_and_several_files_are_one_input() throws Exception {
        String second = """
                kind: ClusterAnalysisTemplate
                metadata: {name: other}
                spec:
                  metrics: [{name: latency, provider: {plugin: {a/b: {}}}}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: shop}
                """;
        assertThat(run(TEMPLATE, "-", file("b.yaml", second), "--arg=url=u", "--plugins", "p.yaml"))
                .isZero();
        assertThat(begun.get(0).at("/spec/metrics").findValuesAsText("name")).containsExactly("errors", "latency");
        assertThat(plugins).containsExactly(Optional.of("p.yaml"));
        assertThat(err()).contains("warning: passed over Service shop");
    }

    @Test
    void json_is_the_whole_run_and_the_table_goes_to_standard_error() throws Exception {
        assertThat(run("", file("t.yaml", TEMPLATE), "--arg", "url=u", "--output", "json"))
                .isZero();
        assertThat(out()).startsWith("{").contains("\"phase\" : \"Successful\"").endsWith("}" + System.lineSeparator());
        assertThat(err()).contains("METRIC").endsWith("AnalysisRun gate: Successful\n");
    }

    @Test
    void junit_is_xml_alone() throws Exception {
        assertThat(run("", file("t.yaml", TEMPLATE), "--arg", "url=u", "--output=junit"))
                .isZero();
        assertThat(out()).startsWith("<?xml ").endsWith("</testsuites>\n");
    }

    @Test
    void refused_input_is_an_error_in_junit_and_nothing_in_json() throws Exception {
        String none = folder.resolve("none.yaml").toString();
        assertThat(run("", none, "--output", "junit")).isEqualTo(2);
        assertThat(out())
                .startsWith("<?xml ")
                .contains("tests=\"1\" failures=\"0\" errors=\"1\"", "type=\"refused\"", none)
                .endsWith("</testsuites>\n");
        out.reset();
        assertThat(run("", none, "--output", "json")).isEqualTo(2);
        assertThat(out()).isEmpty();
        assertThat(err()).contains("tried to read " + none);
    }

    @Test
    void wrong_usage_is_told_with_all_faults_and_the_usage() {
        assertThat(run(
                        "",
                        "--arg",
                        "=x",
                        "--arg",
                        "a=1",
                        "--arg",
                        "a=2",
                        "--server",
                        "ftp://x",
                        "--plugins",
                        "p",
                        "--timeout",
                        "soon",
                        "--output",
                        "xml"))
                .isEqualTo(2);
        assertThat(err().lines().takeWhile(line -> !line.startsWith("usage: ")))
                .containsExactly(
                        "tried to find the file to run, but no name is given; give its path, or - for standard input",
                        "tried to read --arg, but \"=x\" is not NAME=VALUE; write --arg NAME=VALUE",
                        "tried to read --arg, but \"a\" is given twice; give it once",
                        "tried to read --server, but \"ftp://x\" is no address of Assay; write http://HOST:PORT or"
                                + " https://HOST:PORT",
                        "tried to read --timeout, but \"soon\" is no duration above zero; write one such as 30m",
                        "tried to read --output, but \"xml\" is no form of a report; write one of text, json, junit",
                        "tried to choose where to run, but both --server and --plugins are given, and a server has"
                                + " plugins of its own; give one of them");
        assertThat(out()).isEmpty();
    }

    @Test
    void options_of_a_server_need_one() {
        assertThat(run("", "f", "--token-file", "t", "--ca-file", "c")).isEqualTo(2);
        assertThat(err())
                .contains("tried to use --token-file, but --server is not given")
                .contains("tried to use --ca-file, but --server is not given");
        assertThat(run("", "f", "--ca-file", "c", "--server", "http://x")).isEqualTo(2);
        assertThat(err()).contains("tried to use --ca-file, but --server is no https:// address");
    }

    @Test
    void files_that_cannot_be_read_are_told_together() throws Exception {
        String yaml = file("bad.yaml", "kind: [\n");
        String none = folder.resolve("none.yaml").toString();
        assertThat(run("", none, yaml)).isEqualTo(2);
        assertThat(err())
                .contains("tried to read " + none + ", but there is no such file; correct the path")
                .contains("tried to read " + yaml);
        assertThat(begun).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: Service|Service",
                "{kind: AnalysisTemplate, spec: {args: [{name: x}], metrics: []}}|args.x was not resolved",
                "{kind: AnalysisTemplate, spec: {templates: [{templateName: gone}]}}|gone",
                "{kind: AnalysisTemplate, spec: {metrcs: []}}|metrcs",
                "{kind: AnalysisTemplate, spec: {metrics: 5}}|spec.metrics",
            })
    void input_that_is_no_analysis_is_refused(String input, String problem) {
        assertThat(run(input, "-")).isEqualTo(2);
        assertThat(err()).contains(problem);
        assertThat(begun).isEmpty();
    }

    @Test
    void a_metric_of_a_provider_that_is_part_of_Argo_is_refused_before_anything_begins() throws Exception {
        Path file = Files.writeString(
                folder.resolve("web.yaml"),
                TEMPLATE.replace("plugin: {a/b: {url: \"{{args.url}}\"}}", "web: {url: \"{{args.url}}\"}"));
        assertThat(run("", file.toString(), "--arg", "url=x")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("tried to measure errors with the provider web, but Assay runs metric plugins");
        assertThat(begun).isEmpty();
    }

    @Test
    void an_argument_that_nobody_declares_is_refused() throws Exception {
        assertThat(run("", file("t.yaml", TEMPLATE), "--arg", "url=u", "--arg", "urk=u"))
                .isEqualTo(2);
        assertThat(err()).contains("urk");
    }

    @Test
    void an_argument_that_nothing_uses_is_warned_of_where_none_are_declared() throws Exception {
        String template = file("t.yaml", TEMPLATE.replace("  args: [{name: url}]\n", ""));
        assertThat(run("", template, "--arg", "url=u", "--arg", "urk=s3cret", "--arg", "other=x"))
                .isZero();
        assertThat(err())
                .contains(
                        "warning: tried to fill in the argument \"urk\", but nothing of the analysis names {{args.urk}};"
                                + " did you mean url?\n")
                .contains("warning: tried to fill in the argument \"other\", but nothing of the analysis names"
                        + " {{args.other}}; correct the name, or leave it out\n")
                .doesNotContain("argument \"url\"", "s3cret");
    }

    @Test
    void files_of_a_server_that_are_missing_are_refused_before_it_is_asked() throws Exception {
        String template = file("t.yaml", TEMPLATE);
        String gone = folder.resolve("gone").toString();
        assertThat(run("", template, "--arg", "url=u", "--server", "https://localhost:1", "--token-file", gone))
                .isEqualTo(2);
        assertThat(err()).contains("tried to read the token in --token-file, but there is no file " + gone);
        assertThat(run("", template, "--arg", "url=u", "--server", "https://localhost:1", "--ca-file", gone))
                .isEqualTo(2);
        assertThat(err()).contains("tried to read the certificates in --ca-file " + gone);
    }
}
