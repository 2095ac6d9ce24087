package dev.assay.api.check;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The check of a manifest over HTTP. */
@QuarkusTest
class CheckResourceTest {
    private static final String MANIFEST = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: argo-rollouts-config
            data:
              metricProviderPlugins: |
                - name: acme/latency
                  location: %s
            """;

    @TestHTTPResource
    URI uri;

    private static ValidatableResponse check(String manifest) {
        return given().contentType("application/yaml")
                .body(manifest.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/check")
                .then();
    }

    @Test
    void a_manifest_without_faults_is_valid_and_its_plugins_are_named() {
        check(MANIFEST.formatted("file:///opt/plugins/latency"))
                .statusCode(200)
                .body("valid", equalTo(true))
                .body("source", equalTo("the request"))
                .body("faults", empty())
                .body("plugins", hasSize(1))
                .body("plugins[0].name", equalTo("acme/latency"))
                .body("executables", empty());
    }

    @Test
    void a_fault_has_its_line_and_its_remedy() {
        check(MANIFEST.formatted("ftp://host/file"))
                .statusCode(200)
                .body("valid", equalTo(false))
                .body("faults[0].entry", containsString("acme/latency"))
                .body("faults[0].field", equalTo("location"))
                .body("faults[0].line", equalTo(8))
                .body("faults[0].key", equalTo(""))
                .body("plugins", empty());
    }

    /** Its Secrets are those of the text: nobody may look into those of the cluster by asking. */
    @Test
    void a_secret_that_is_not_in_the_text_is_missing() {
        check(MANIFEST.formatted("https://host/file\n      headersFrom: [{secretRef: {name: token}}]"))
                .statusCode(200)
                .body("valid", equalTo(true))
                .body("missingSecrets", equalTo(List.of("token")));
    }

    @Test
    void a_secret_of_the_text_is_looked_at_and_none_of_its_values_is_told() {
        String secret = """
                ---
                apiVersion: v1
                kind: Secret
                metadata:
                  name: token
                stringData:
                  "bad header": very-secret-value
                """;
        check(MANIFEST.formatted("https://host/file\n      headersFrom: [{secretRef: {name: token}}]") + secret)
                .statusCode(200)
                .body("valid", equalTo(false))
                .body("faults[0].entry", equalTo("Secret token"))
                .body(not(containsString("very-secret-value")));
    }

    @Test
    void a_text_that_is_no_yaml_is_a_fault_and_no_refusal() {
        check("a: [").statusCode(200).body("valid", equalTo(false)).body("faults", hasSize(1));
        check("").statusCode(200).body("valid", equalTo(false));
    }

    @Test
    void json_and_the_type_that_curl_sends_are_read() {
        String json = "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"data\":{\"metricProviderPlugins\":\"[]\"}}";
        for (String type : new String[] {"application/json", "application/x-www-form-urlencoded"}) {
            given().config(RestAssured.config()
                            .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs(type, ContentType.BINARY)))
                    .contentType(type)
                    .body(json.getBytes(StandardCharsets.UTF_8))
                    .post("/api/v1/check")
                    .then()
                    .statusCode(200)
                    .body("valid", equalTo(true));
        }
    }

    @Test
    void a_body_that_is_too_large_is_refused_before_it_is_sent() throws IOException {
        String head = """
                POST /api/v1/check HTTP/1.1
                Host: x
                Content-Type: application/yaml
                Content-Length: 1048577

                """;
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413 ").contains("urn:assay:problem:body-too-large");
        }
    }

    @Test
    void a_body_that_cannot_be_read_is_refused() {
        given().contentType("application/yaml; charset=UTF-8")
                .body(new byte[] {(byte) 0xc3, 0x28})
                .post("/api/v1/check")
                .then()
                .statusCode(400)
                .body("detail", containsString("it is not UTF-8"));
        given().contentType("application/xml")
                .body("<a/>")
                .post("/api/v1/check")
                .then()
                .statusCode(415);
        given().get("/api/v1/check").then().statusCode(405).header("Allow", "POST, OPTIONS");
    }
}
