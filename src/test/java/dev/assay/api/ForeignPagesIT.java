package dev.assay.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Pages of other sites that the settings of Quarkus for CORS permit. */
class ForeignPagesIT {
    private static final String PORTAL = "https://portal.example";

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    @Test
    void an_origin_that_cors_permits_may_send_and_others_may_not() throws Exception {
        List<String> cors = List.of("-Dquarkus.http.cors.enabled=true", "-Dquarkus.http.cors.origins=" + PORTAL);
        try (PackagedApplication application = PackagedApplication.start(
                PackagedProgram.file(), folder, Map.of("a/scrape", "builtin://sample-scrape"), cors)) {
            URI type = application.address().resolve("/api/v1/plugins/a/scrape/type");

            HttpResponse<String> permitted = post(type, PORTAL);
            assertThat(permitted.statusCode()).isEqualTo(200);
            assertThat(permitted.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue(PORTAL);
            assertThat(post(type, "https://evil.example").statusCode()).isEqualTo(403);
            assertThat(post(type, "http://" + type.getAuthority()).statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> post(URI uri, String origin) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .header("Origin", origin)
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
    }
}
