package dev.assay.api.health;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import dev.assay.host.ConfigurationFault;
import dev.assay.host.status.PluginState;
import dev.assay.measure.FakePluginHost;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthTest {
    @Inject
    FakePluginHost host;

    @TestHTTPResource(value = "/", management = true)
    String management;

    @BeforeEach
    @AfterEach
    void reset() {
        host.reset();
    }

    @Test
    void live_says_that_the_event_loops_answer() {
        given().get(management + "health/live")
                .then()
                .statusCode(200)
                .body("checks.name", containsInAnyOrder("event loops"))
                .body("checks[0].data.loops", greaterThan(0));
    }

    @Test
    void a_path_that_is_none_is_told_in_a_sentence() {
        given().get(management + "nope")
                .then()
                .statusCode(404)
                .contentType("text/plain")
                .body(equalTo(
                        "tried to find this path, but there is nothing; this port has /q/health and /q/metrics\n"));
    }

    @Test
    void started_follows_the_boot() {
        given().get(management + "health/started")
                .then()
                .statusCode(200)
                .body("checks.name", containsInAnyOrder("boot"));
        host.started = false;
        given().get(management + "health/started").then().statusCode(503).body("status", equalTo("DOWN"));
    }

    @Test
    void ready_tells_the_state_of_each_plugin() {
        host.add(FakePluginHost.status(FakePluginHost.SCRAPE, PluginState.BACKING_OFF, "exited with code 1"));
        String check = "checks.find { it.name == 'plugins' }.";
        given().get(management + "health/ready")
                .then()
                .statusCode(200)
                .body(check + "data.'assay/sample-prometheus.state'", equalTo("Ready"))
                .body(check + "data.'assay/sample-scrape.state'", equalTo("BackingOff"))
                .body(check + "data.'assay/sample-scrape.reason'", equalTo("exited with code 1"))
                .body(check + "data.'assay/sample-scrape.restarts'", is(3));
    }

    @Test
    void ready_tells_why_the_configuration_is_not_in_force_and_stays_up() {
        host.fault =
                Optional.of(new ConfigurationFault("it is empty; restore it", Instant.parse("2026-01-02T03:04:05Z")));
        String check = "checks.find { it.name == 'plugins' }.";
        given().get(management + "health/ready")
                .then()
                .statusCode(200)
                .body(check + "data.'configuration.fault'", equalTo("it is empty; restore it"))
                .body(check + "data.'configuration.since'", equalTo("2026-01-02T03:04:05Z"));
    }

    @Test
    void ready_tells_of_an_update_that_failed_and_stays_up() {
        host.add(FakePluginHost.updating(PluginState.FAILED, "its sha256 is another"));
        String check = "checks.find { it.name == 'plugins' }.";
        given().get(management + "health/ready")
                .then()
                .statusCode(200)
                .body(check + "data.'assay/sample-scrape.state'", equalTo("Ready"))
                .body(check + "data.'assay/sample-scrape.update.state'", equalTo("Failed"))
                .body(check + "data.'assay/sample-scrape.update.reason'", equalTo("its sha256 is another"));
    }

    @Test
    void ready_is_down_when_the_host_is_not_ready() {
        host.ready = false;
        given().get(management + "health/ready").then().statusCode(503).body("status", equalTo("DOWN"));
    }

    @Test
    void ready_has_no_checks_but_those_of_assay_its_grpc_server_and_its_shutdown() {
        given().get(management + "health/ready")
                .then()
                .body("checks.name", containsInAnyOrder("plugins", "gRPC Server", "Graceful Shutdown"));
    }
}
