package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.assay.testing.ManagementPort;
import dev.assay.testing.go.GoCommands;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documented template for Argo's built-in web provider, judged by Argo's own code against the packaged application. */
@QuarkusIntegrationTest
@QuarkusTestResource(value = ManagementPort.class, restrictToAnnotatedClass = true)
class WebProviderIT {
    private static final Pattern TEMPLATE = Pattern.compile(
            "```yaml\n(apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\n.*?)```", Pattern.DOTALL);

    @TestHTTPResource("/")
    URL url;

    URI management;

    @Test
    void argo_finds_the_templates_metric_successful() throws Exception {
        JsonNode measurement = judge(metric());

        assertThat(measurement.path("phase").asText()).isEqualTo("Successful");
        JsonNode answer = new ObjectMapper().readTree(measurement.path("value").asText());
        assertThat(answer.path("phase").asText()).isEqualTo("Successful");
        assertThat(answer.path("value").asDouble()).isPositive();
    }

    @Test
    void argo_finds_it_failed_when_the_plugin_does() throws Exception {
        ObjectNode metric = metric();
        ((ObjectNode) metric.at("/provider/web/jsonBody/metric")).put("successCondition", "result < 0");

        assertThat(judge(metric).path("phase").asText()).isEqualTo("Failed");
    }

    @Test
    void argo_finds_an_error_where_the_plugin_has_one_with_its_message() throws Exception {
        ObjectNode metric = metric();
        ((ObjectNode) metric.at("/provider/web/jsonBody/metric")).put("successCondition", "result >");

        JsonNode measurement = judge(metric);

        assertThat(measurement.path("phase").asText()).isEqualTo("Error");
        assertThat(measurement.path("message").asText()).contains("could not evaluate failureCondition", "result >");
    }

    @Test
    void argo_finds_it_inconclusive_when_the_plugin_does() throws Exception {
        ObjectNode metric = metric();
        ((ObjectNode) metric.at("/provider/web/jsonBody/metric"))
                .put("successCondition", "result < 0")
                .put("failureCondition", "result < 0");

        assertThat(judge(metric).path("phase").asText()).isEqualTo("Inconclusive");
    }

    @Test
    void argo_is_told_of_a_plugin_that_is_not_there() throws Exception {
        ObjectNode metric = metric();
        ObjectNode web = (ObjectNode) metric.at("/provider/web");
        web.put("url", web.path("url").asText().replace("sample-scrape", "missing"));

        JsonNode measurement = judge(metric);

        assertThat(measurement.path("phase").asText()).isEqualTo("Error");
        assertThat(measurement.path("message").asText()).isEqualTo("received non 2xx response code: 404");
    }

    private ObjectNode metric() throws Exception {
        Matcher template = TEMPLATE.matcher(Files.readString(Path.of("docs/argo-rollouts.md")));
        assertThat(template.find()).isTrue();
        ObjectNode metric =
                (ObjectNode) new YAMLMapper().readTree(template.group(1)).at("/spec/metrics/0");
        ObjectNode web = (ObjectNode) metric.at("/provider/web");
        assertThat(web.path("timeoutSeconds").asInt()).isGreaterThan(10);
        String here = url.getHost() + ":" + url.getPort();
        web.put("url", web.path("url").asText().replace("assay.argo-rollouts.svc", here));
        ObjectNode config = (ObjectNode) web.at("/jsonBody/metric/provider/plugin/assay~1sample-scrape");
        config.put("url", config.path("url").asText().replace("localhost:9000", management.getAuthority()));
        return metric;
    }

    private static JsonNode judge(ObjectNode metric) throws Exception {
        Process process = new ProcessBuilder(GoCommands.executable("web-metric").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().write(metric.toString().getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        JsonNode measurement = new ObjectMapper().readTree(process.getInputStream());
        assertThat(process.waitFor()).isZero();
        return measurement;
    }
}
