package dev.assay.api;

import static dev.assay.api.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.assay.measure.FakePluginHost;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of browsers for pages of other sites; {@code ForeignPagesIT} has those that CORS permits. */
@QuarkusTest
class ForeignPagesTest {
    private static final String TYPE = "/api/v1/plugins/assay/sample-scrape/type";

    @Inject
    FakePluginHost host;

    @TestHTTPResource
    URI uri;

    @BeforeEach
    void reset() {
        host.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "https://localhost.evil.example:8080", "null", "file://", "x"})
    void a_page_of_another_site_may_send_nothing(String origin) {
        problem(r -> r.header("Origin", origin).post(TYPE), 403)
                .body("type", equalTo("urn:assay:problem:foreign-page"))
                .body("detail", containsString("for a page of " + origin + "; "))
                .body("detail", containsString("quarkus.http.cors.origins"));
        problem(r -> r.header("Origin", origin).delete("/api/v1/analysisruns/x"), 403);
        assertThat(host.scrape().calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void what_a_browser_says_of_the_site_counts(String site) {
        problem(r -> r.header("Sec-Fetch-Site", site).post(TYPE), 403)
                .body("detail", containsString("for a page of another site; "));
    }

    @Test
    void a_page_of_another_site_may_read_since_it_does_not_get_the_answer() {
        given().header("Origin", "http://evil.example")
                .get("/api/v1/plugins")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo(null));
    }

    @Test
    void the_own_page_and_programs_are_let_through() {
        String own = "http://" + uri.getAuthority();
        send(given().header("Origin", own));
        send(given().header("Origin", own.toUpperCase(Locale.ROOT)));
        send(given().header("Origin", "https://behind.proxy").header("Sec-Fetch-Site", "same-origin"));
        send(given().header("Sec-Fetch-Site", "none"));
        send(given());
    }

    private static void send(RequestSpecification request) {
        request.post(TYPE).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, localhost:8080, false",
        "http://localhost:8080, LOCALHOST:8080, false",
        "http://localhost:3000, localhost:8080, true",
        "http://localhost, localhost:8080, true",
        "http://localhost:8080, localhost, true",
        "http://localhost:80, localhost, false",
        "http://localhost, localhost:80, false",
        "https://assay.example, assay.example, false",
        "https://assay.example, assay.example:443, false",
        "https://assay.example, assay.example:80, true",
        "http://[::1]:8080, [::1]:8080, false",
        "http://u@localhost, localhost, true",
        "http://localhost, '', true",
    })
    void an_origin_is_the_own_one_where_the_same_host_and_port_were_asked(
            String origin, String asked, boolean foreign) {
        assertThat(ForeignPages.isForeign(null, origin, asked)).isEqualTo(foreign);
    }
}
