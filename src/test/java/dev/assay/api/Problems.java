package dev.assay.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.function.Function;

/** Requests that are answered with a problem, and the members that every problem has. */
final class Problems {
    private Problems() {}

    static ValidatableResponse problem(Function<RequestSpecification, Response> request, int status) {
        return request.apply(given())
                .then()
                .statusCode(status)
                .header("Content-Type", startsWith("application/problem+json"))
                .body("status", is(status))
                .body("type", not(equalTo("")))
                .body("title", not(equalTo("")))
                .body("detail", not(equalTo("")))
                .body("instance", startsWith("/api"));
    }
}
