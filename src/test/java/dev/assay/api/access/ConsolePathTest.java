package dev.assay.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsolePathTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/console/app.js", "/console/lib/uplot/uPlot.min.css"})
    void the_files_of_the_console_are_open(String path) {
        assertThat(ConsolePath.matches(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//",
                "/api/v1/plugins",
                "/console",
                "/console/",
                "/console/%2e%2e/api",
                "/console/..%2fapi",
                "/console/;/app.js",
                "/;/api/v1/plugins",
                "/index.html/",
                "/console/app.js\n/api"
            })
    void nothing_else_is(String path) {
        assertThat(ConsolePath.matches(path)).isFalse();
    }
}
