package dev.assay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests as no proper client sends them, byte by byte; each is answered with a problem, and none is an error of Assay. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedRequestsIT {
    private static final String END = "Host: x\r\nConnection: close\r\n\r\n";
    private static final String POST = "POST /api/v1/measurements HTTP/1.1\r\nContent-Type: application/json\r\n";

    private PackagedApplication application;
    private URI uri;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        application = PackagedApplication.start(
                PackagedProgram.file(), folder, Map.of("assay/sample-scrape", "builtin://sample-scrape"), List.of());
        uri = application.address();
        application.await(Pattern.compile("1 of 1 plugins Ready"));
    }

    @AfterAll
    void none_of_them_was_an_error_of_assay() throws Exception {
        try (PackagedApplication ended = application) {
            ended.terminate();
            ended.exitCode();
            assertThat(ended.restOfLog()).noneMatch(line -> line.contains(" ERROR ") || line.startsWith("\tat "));
        }
    }

    static Stream<Arguments> malformed() {
        return Map.ofEntries(
                        Map.entry("GET /api/v1/plugins HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
                        Map.entry("GET /api/v1/plugins HTTP/1.0\r\n\r\n", 400),
                        Map.entry(POST + "Content-Length: 2\r\nConnection: close\r\n\r\n{}", 400),
                        Map.entry("GET /api/v1/plugins HTTP/1.1\r\nHost: y\r\n" + END, 400),
                        Map.entry("GET /api/v1/plugins HTTP/1.1\r\nHost: a b:c:9\r\nConnection: close\r\n\r\n", 400),
                        Map.entry("GET /api/v1/plugins/%zz/x HTTP/1.1\r\n" + END, 400),
                        Map.entry("GET /api/v1/plugins/%/x HTTP/1.1\r\n" + END, 400),
                        Map.entry("GET /api/v1/plugins?x=%zz HTTP/1.1\r\n" + END, 400),
                        Map.entry("GET /api/v1/plugins/%ff%fe/x HTTP/1.1\r\n" + END, 404),
                        Map.entry("GET /api/v1/plugins/a%00/x HTTP/1.1\r\n" + END, 404),
                        Map.entry("GET /api/v1/plugins/a%252Fb HTTP/1.1\r\n" + END, 404),
                        Map.entry("GET nothing HTTP/1.1\r\n" + END, 404),
                        Map.entry("OPTIONS * HTTP/1.1\r\n" + END, 404),
                        Map.entry("CONNECT x:80 HTTP/1.1\r\n" + END, 404),
                        Map.entry("TRACE /api/v1/plugins HTTP/1.1\r\n" + END, 405),
                        Map.entry("NONSENSE /api/v1/plugins HTTP/1.1\r\n" + END, 405),
                        Map.entry("GET /" + "a".repeat(10_000) + " HTTP/1.1\r\n" + END, 414),
                        Map.entry("GET /api/v1/plugins HTTP/1.1\r\n" + "X: y\r\n".repeat(8_000) + END, 431),
                        Map.entry("GET /api/v1/plugins HTTP/9.9\r\n" + END, 400),
                        Map.entry("\u0016\u0003\u0001\u0002abcdef\r\n\r\n", 400),
                        Map.entry("HELLO\r\n\r\n", 400),
                        Map.entry(POST + "Content-Length: 2\r\nContent-Length: 3\r\n" + END + "{}", 400),
                        Map.entry(POST + "Content-Length: two\r\n" + END + "{}", 400),
                        Map.entry(POST + "Content-Length: -1\r\n" + END + "{}", 400),
                        Map.entry(
                                POST + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n" + END + "0\r\n\r\n", 400),
                        Map.entry(POST + "Transfer-Encoding: chunked\r\n" + END + "zz\r\n{}\r\n", 400),
                        Map.entry(POST + "Expect: miracles\r\nContent-Length: 2\r\n" + END + "{}", 417),
                        Map.entry(POST + "Expect: 100-continue\r\nContent-Length: 2000000\r\n" + END, 413))
                .entrySet()
                .stream()
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void it_is_answered_with_a_problem(String request, int status) throws Exception {
        String answer = send(request);
        String[] parts = answer.split("\r\n\r\n", 2);
        assertThat(parts[0]).matches("(?s)HTTP/1.[01] " + status + " .*");
        assertThat(parts[0].toLowerCase(Locale.ROOT)).contains("content-type: " + "application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(parts[1]);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(problem.path("detail").asText())
                .startsWith("tried to ")
                .contains(", but ")
                .contains("; ");
    }

    @Test
    void a_name_with_its_slash_encoded_is_understood() throws Exception {
        assertThat(send("GET /api/v1/plugins/assay%2Fsample-scrape HTTP/1.1\r\n" + END))
                .startsWith("HTTP/1.1 200 ")
                .contains("\"name\":\"assay/sample-scrape\"");
        assertThat(send("POST /api/v1/plugins/assay%2fsample-scrape/type HTTP/1.1\r\n" + END))
                .startsWith("HTTP/1.1 200 ");
        assertThat(send("GET /api/v1/plugins/no%2Fone HTTP/1.1\r\n" + END))
                .startsWith("HTTP/1.1 404 ")
                .contains("unknown-plugin");
    }

    @Test
    void the_methods_of_an_endpoint_are_told_in_the_same_way_everywhere() throws Exception {
        String runs = "/api/v1/analysisruns";
        assertThat(send("OPTIONS " + runs + " HTTP/1.1\r\n" + END)).contains("Allow: GET, HEAD, POST, OPTIONS\r\n");
        assertThat(send("DELETE " + runs + " HTTP/1.1\r\n" + END)).contains("Allow: GET, HEAD, POST, OPTIONS\r\n");
        assertThat(send("POST " + runs + "/a HTTP/1.1\r\n" + END)).contains("Allow: GET, HEAD, DELETE, OPTIONS\r\n");
        for (String path : new String[] {"/api/v1/measurements", "/api/v1/plugins/a/b/run", runs + "/a/terminate"}) {
            assertThat(send("OPTIONS " + path + " HTTP/1.1\r\n" + END)).contains("Allow: POST, OPTIONS\r\n");
            assertThat(send("DELETE " + path + " HTTP/1.1\r\n" + END)).contains("Allow: POST, OPTIONS\r\n");
        }
        for (String path : new String[] {"/api/v1/plugins", "/api/v1/plugins/a/b"}) {
            assertThat(send("OPTIONS " + path + " HTTP/1.1\r\n" + END)).contains("Allow: GET, HEAD, OPTIONS\r\n");
            assertThat(send("DELETE " + path + " HTTP/1.1\r\n" + END)).contains("Allow: GET, HEAD, OPTIONS\r\n");
        }
    }

    @Test
    void a_body_is_asked_for_with_100_continue() throws Exception {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write((POST + "Expect: 100-continue\r\nContent-Length: 2\r\n" + END).getBytes(ISO_8859_1));
            byte[] interim = new byte["HTTP/1.1 100 Continue\r\n\r\n".length()];
            assertThat(socket.getInputStream().readNBytes(interim, 0, interim.length))
                    .isEqualTo(interim.length);
            assertThat(new String(interim, ISO_8859_1)).startsWith("HTTP/1.1 100 ");
            socket.getOutputStream().write("{}".getBytes(ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void requests_that_are_sent_ahead_are_answered_in_order() throws Exception {
        String one = "GET /api/v1/plugins HTTP/1.1\r\nHost: x\r\n\r\n";
        assertThat(send(one.repeat(10) + "GET /api/v1/plugins HTTP/1.1\r\n" + END)
                        .split("HTTP/1.1 200"))
                .hasSize(12);
    }

    private String send(String request) throws IOException {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
