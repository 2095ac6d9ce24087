package dev.assay.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RightTest {
    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/plugins,view,/api/v1/plugins",
        "HEAD,/api/v1/plugins/,view,/api/v1/plugins",
        "POST,/api/v1/measurements,post,/api/v1/measurements",
        "POST,/api/v1/plugins/a/b/run/,post,/api/v1/plugins/a/b/run",
        "POST,/api/v1/plugins/a/b/restart,restart,/api/v1/plugins/a/b/restart",
        "POST,/api/v1/plugins/a/b/restart/,restart,/api/v1/plugins/a/b/restart",
        "GET,/api/v1/plugins/a/b/restart,view,/api/v1/plugins/a/b/restart",
        "GET,/api/v1/executables,fetch,/api/v1/executables",
        "HEAD,/api/v1/executables/0123,fetch,/api/v1/executables/0123",
        "GET,/api/v1/executables/0123/,fetch,/api/v1/executables/0123",
        "POST,/api/v1/check,view,/api/v1/check",
        "POST,/api/v1/check/,view,/api/v1/check",
        "GET,/,view,/",
    })
    void a_request_needs_the_right_to_its_method_and_path(String method, String path, String verb, String checked) {
        assertThat(Right.toRequest(method, path)).isEqualTo(new Right(checked, verb));
    }

    /** By the ClusterRole system:discovery, which has the verb get for /api/*. */
    @Test
    void no_right_is_one_that_every_user_of_a_cluster_has() {
        assertThat(List.of(
                        Right.toRequest("GET", "/api/v1/executables"),
                        Right.toRequest("get", "/api/v1/plugins"),
                        Right.toRequest("HEAD", "/api/v1/plugins"),
                        Right.toList(),
                        Right.toSee("a/b")))
                .extracting(Right::verb)
                .containsOnly("view", "fetch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/plugins/acme/latency/run",
                "/api/v1/plugins/acme/latency_2.x-y~/run",
                "/api/v1/executables/sha256/0123",
                "/api/v1/plugins/acme/.hidden/run"
            })
    void paths_that_have_one_form_can_be_checked(String path) {
        assertThat(new Right(path, "post").isCanonical()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "api",
                "/api/v1//plugins",
                "/api/v1/plugins/",
                "/api/v1/plugins/a/../b",
                "/api/v1/plugins/..",
                "/api/v1/./plugins",
                "/api/v1/plugins/a%2Fb",
                "/api/v1/plugins/a;b/run",
                "/api/v1/plugins/a b/run",
                "/api/v1/plugins/ä/run",
                "/api/v1/plugins/a/b\n/run",
                "/api/v1/plugins/a/*",
                "/api/v1/plugins/a/b?x"
            })
    void paths_that_could_be_written_in_two_ways_are_not_checked(String path) {
        assertThat(new Right(path, "post").isCanonical()).isFalse();
    }

    @Test
    void paths_longer_than_any_plugin_has_are_not_checked() {
        assertThat(new Right("/api/" + "x".repeat(600), "view").isCanonical()).isFalse();
    }
}
