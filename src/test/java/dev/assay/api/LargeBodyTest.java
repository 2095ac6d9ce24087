package dev.assay.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.measure.FakePluginHost;
import dev.assay.measure.RunManifests;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LargeBodyTest {
    private static final int MIB = 1024 * 1024;
    private static final String RUN = RunManifests.run("", RunManifests.plugin("a"));

    @Inject
    FakePluginHost host;

    @TestHTTPResource
    URI uri;

    @BeforeEach
    void reset() {
        host.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void a_chunked_body_over_the_limit_is_refused(String accept) throws Exception {
        HttpResponse<String> response = chunked(padded(MIB + 1), accept);
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
        assertThat(JsonPath.from(response.body()).getString("type")).isEqualTo("urn:assay:problem:body-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void a_chunked_body_of_the_limit_is_read(String accept) throws Exception {
        HttpResponse<String> response = chunked(padded(MIB), accept);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("Successful");
    }

    @Test
    void a_body_is_refused_by_its_announced_length_before_it_is_sent() throws IOException {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(30_000);
            String head = """
                    POST /api/v1/measurements HTTP/1.1
                    Host: x
                    Content-Type: application/json
                    Content-Length: 99999999999

                    """;
            socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(UTF_8));
            BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            assertThat(lines.lines().toList())
                    .contains("HTTP/1.1 413 Request Entity Too Large")
                    .anyMatch(line -> line.equalsIgnoreCase("content-type: " + Problem.MEDIA_TYPE))
                    .anyMatch(line -> line.contains("urn:assay:problem:body-too-large"));
        }
    }

    private HttpResponse<String> chunked(byte[] body, String accept) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve("/api/v1/measurements"))
                .header("Content-Type", "application/json")
                .header("Accept", accept)
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    private static byte[] padded(int length) {
        return (RUN + " ".repeat(length - RUN.length())).getBytes(UTF_8);
    }
}
