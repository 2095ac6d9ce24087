package dev.assay.testing.go;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.text.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference of other tests: Argo's client, and the plugin that tells what it received. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArgoReferenceIT {
    private ArgoReference argo;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        argo = ArgoReference.start(Map.of("a/digest", GoCommands.executable("digest")), folder.resolve("log"));
    }

    @AfterAll
    void stop() throws IOException {
        if (argo != null) {
            argo.close();
        }
    }

    @Test
    void everything_that_the_plugin_received_is_told() throws IOException {
        JsonNode answer = ask("run", """
                {"analysisRun": {"metadata": {"creationTimestamp": "2024-02-29T23:59:59.123456789Z", "labels": {}},
                                 "spec": {"args": [{"name": "a", "value": "\\u0000"}, {"name": "b"}]}},
                 "metric": {"count": "3", "provider": {"plugin": {"a/digest": {"dump":true,"x":1.10}}}}}
                """);

        assertThat(answer.at("/answer/phase").asText()).isEqualTo("Successful");
        assertThat(answer.at("/answer/metadata/dump").asText())
                .contains(
                        "analysisRun*.ObjectMeta.CreationTimestamp.Time = 1709251199.123456789 offset ",
                        "analysisRun*.ObjectMeta.Labels = 0 entries\n",
                        "analysisRun*.ObjectMeta.Annotations = nil\n",
                        "analysisRun*.Spec.Args[0].Value* = \"\\x00\"\n",
                        "analysisRun*.Spec.Args[1].Value = nil\n",
                        "metric.Count*.StrVal = \"3\"\n",
                        "metric.Provider.Plugin[\"a/digest\"] = bytes \"{\\\"dump\\\":true,\\\"x\\\":1.10}\"\n");
    }

    @Test
    void the_digest_differs_when_anything_does() throws IOException {
        Stream<String> requests = Stream.of(
                "{}",
                "{'metric':{'count':0}}",
                "{'metric':{'count':1}}",
                "{'metric':{'provider':{'plugin':{}}}}",
                "{'metric':{'provider':{'plugin':{'a/digest':{}}}}}",
                "{'metric':{'provider':{'plugin':{'a/digest':{'x':1.0}}}}}",
                "{'metric':{'provider':{'plugin':{'a/digest':{'x':1.00}}}}}",
                "{'analysisRun':{'metadata':{'creationTimestamp':'2024-02-29T23:59:59Z'}}}",
                "{'analysisRun':{'metadata':{'creationTimestamp':'2024-02-29T23:59:59.000000001Z'}}}");

        assertThat(requests.map(request -> digest(request)))
                .doesNotHaveDuplicates()
                .hasSize(9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "type | {} | {'answer':{'type':'digest'}}",
                "run | {'metric':{'count':true}} | {'refused':'metric: json: cannot unmarshal bool into Go struct field"
                        + " Metric.count of type int32'}",
                "dance | {} | {'refused':'^dance^ is no verb'}",
                "resume | {'metric':{'provider':{'plugin':{'a/digest':{'bare':true,'phase':'Error','message':'m',"
                        + "'resumeAt':'2024-01-02T03:04:05.5+01:30:15'}}}}} | {'answer':{'phase':'Error',"
                        + "'message':'failed to resume via plugin: m','resumeAt':'2024-01-02T01:33:50Z'}}",
                "terminate | {'metric':{'provider':{'plugin':{'a/digest':{'bare':true}}}}} | {'answer':{'phase':''}}",
                "garbage-collect | {'metric':{'provider':{'plugin':{'a/digest':{'error':'no'}}}}} |"
                        + " {'answer':{'error':'failed to garbage collect via plugin: no'}}",
                "metadata | {'metric':{'provider':{'plugin':{'a/digest':{'bare':true,'metadata':{'error':'no'}}}}}} |"
                        + " {'answer':{'error':'failed to get metadata via plugin: no'}}",
            })
    void answers_are_those_of_argos_client(String verb, String parts, String answer) throws IOException {
        assertThat(ask(verb, parts)).isEqualTo(json(answer.replace("^", "\\\"")));
    }

    @Test
    void a_plugin_that_is_not_configured_is_unavailable() throws IOException {
        assertThat(argo.ask("a/none", "type", Json.object("{}"))
                        .path("unavailable")
                        .asText())
                .contains("plugin a/none not configured in configmap");
    }

    private String digest(String request) {
        try {
            return ask("run", request).at("/answer/value").asText();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private JsonNode ask(String verb, String parts) throws IOException {
        return argo.ask("a/digest", verb, Json.object(parts.replace('\'', '"')));
    }

    private static JsonNode json(String text) {
        return Json.object(text.replace('\'', '"'));
    }
}
