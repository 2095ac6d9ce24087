package dev.assay.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MetricsTest {
    @TestHTTPResource(value = "/", management = true)
    String management;

    @Test
    void metrics_are_text_that_tells_the_uptime() {
        given().accept("text/plain")
                .get(management + "metrics")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/plain"))
                .body(containsString("\nprocess_uptime_seconds "));
    }

    @Test
    void the_metrics_of_the_service_are_among_them() {
        given().accept("text/plain")
                .get(management + "metrics")
                .then()
                .statusCode(200)
                .body(containsString("\nassay_ready 1.0"))
                .body(containsString("\nassay_configuration_fault 0.0"))
                .body(containsString("\nassay_access_refused_total{reason=\"forbidden\""))
                .body(containsString("\nassay_store_size_bytes "));
    }

    @Test
    void metrics_tell_the_uptime_to_who_accepts_anything() {
        given().accept("*/*")
                .get(management + "metrics")
                .then()
                .statusCode(200)
                .body(containsString("\nprocess_uptime_seconds "));
    }
}
