package dev.assay.api;

import static dev.assay.api.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.assay.measure.FakePluginHost;
import dev.assay.measure.RunManifests;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields, members and parameters that do not exist. */
@QuarkusTest
class StrictNamesTest {
    private static final String MEASUREMENTS = "/api/v1/measurements";
    private static final String RUN =
            "{\"spec\":{\"metrics\":[{\"name\":\"m\",\"provider\":{\"plugin\":" + "{\"assay/sample-scrape\":{}}}}]}}";

    private static final String METRIC = "{\"metric\":{\"name\":\"m\"}}";
    private static final String VERBS = "/api/v1/plugins/assay/sample-scrape/";

    @Inject
    FakePluginHost host;

    @BeforeEach
    void reset() {
        host.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void misspelt_fields_are_refused_with_the_names_that_were_meant(String accept) {
        String body = RunManifests.run(
                "\"dryrun\":[],", RunManifests.plugin("a").replace("\"name\"", "\"sucessCondition\":\"x\",\"name\""));
        problem(r -> r.accept(accept).contentType("application/json").body(body).post(MEASUREMENTS), 400)
                .body("type", equalTo("urn:assay:problem:unknown-fields"))
                .body(
                        "faults",
                        contains(
                                "unknown field \"spec.dryrun\", probably dryRun",
                                "unknown field \"spec.metrics[0].sucessCondition\", probably successCondition"));
        assertThat(host.scrape().calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void misspelt_fields_are_warned_about_where_the_caller_wants_it_so(String accept) {
        String body = RunManifests.run("\"dryrun\":[],", RunManifests.plugin("a"));
        given().accept(accept)
                .contentType("application/json")
                .queryParam("fieldValidation", "Warn")
                .body(body)
                .post(MEASUREMENTS)
                .then()
                .statusCode(200)
                .header("Warning", equalTo("299 - \"unknown field \\\"spec.dryrun\\\", probably dryRun\""));
    }

    @Test
    void a_newer_field_of_a_verb_is_warned_about_and_another_member_is_refused() {
        given().contentType("application/json")
                .body("{\"metric\":{\"name\":\"m\",\"newer\":1}}")
                .post(VERBS + "run")
                .then()
                .statusCode(200)
                .header("Warning", equalTo("299 - \"unknown field \\\"metric.newer\\\"\""));
        problem(r -> r.contentType("application/json").body("{\"metrik\":{}}").post(VERBS + "run"), 400)
                .body("faults", contains("unknown field \"metrik\", probably metric"));
        problem(
                        r -> r.contentType("application/json")
                                .queryParam("fieldValidation", "strict")
                                .body(METRIC)
                                .post(VERBS + "run"),
                        400)
                .body("detail", containsString("Strict, Warn, Ignore"));
    }

    @Test
    void a_misspelt_parameter_of_the_query_is_refused_with_the_name_that_was_meant() {
        problem(
                        r -> r.contentType("application/json")
                                .queryParam("agr", "x=1")
                                .body(RUN)
                                .post(MEASUREMENTS),
                        400)
                .body("type", equalTo("urn:assay:problem:invalid-parameter"))
                .body("detail", containsString("unknown parameter \"agr\", probably arg"));
        problem(
                        r -> r.accept("text/event-stream")
                                .contentType("application/json")
                                .queryParam("Wait", "1s")
                                .queryParam("x", "1")
                                .body(RUN)
                                .post(MEASUREMENTS),
                        400)
                .body(
                        "faults",
                        containsInAnyOrder("unknown parameter \"Wait\", probably wait", "unknown parameter \"x\""));
        problem(r -> r.get("/api/v1/plugins?watsh=true"), 400);
        problem(r -> r.contentType("application/json").body(RUN).post(MEASUREMENTS + "?fastFail=true"), 400)
                .body("faults", contains("unknown parameter \"fastFail\", probably failFast"));
        problem(r -> r.contentType("application/json").body(METRIC).post(VERBS + "run?wait=1s"), 400)
                .body("detail", containsString("fieldValidation"));
        assertThat(host.scrape().calls).isEmpty();
    }
}
