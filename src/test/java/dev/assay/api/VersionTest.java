package dev.assay.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class VersionTest {
    @Test
    void the_version_is_that_of_the_build() {
        given().get("/api/v1/version")
                .then()
                .statusCode(200)
                .body("version", matchesPattern("[0-9]+\\.[0-9]+\\.[0-9]+.*"))
                .body("commit", not(containsString("$")))
                .body("java", containsString("."))
                .body("native", is(false));
    }

    @Test
    void a_path_that_is_none_leads_to_the_console_and_to_the_description() {
        for (String accept :
                new String[] {"*/*", "application/json", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}) {
            given().accept(accept)
                    .get("/api/v2/plugins")
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("detail", containsString("but there is nothing; /q/openapi lists what there is"));
        }
    }
}
