package dev.assay.api.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The console's files as they are served. */
@QuarkusTest
class ConsoleFilesTest {
    private static final Path SOURCES = Path.of("src/main/resources/META-INF/resources");

    private static final List<String> OF_OTHERS = List.of(
            "/console/lib/uplot/uPlot.esm.js",
            "/console/lib/uplot/uPlot.min.css",
            "/console/lib/uplot/LICENSE",
            "/console/lib/codemirror/codemirror.js",
            "/console/lib/codemirror/codemirror.css",
            "/console/lib/codemirror/yaml.js",
            "/console/lib/codemirror/LICENSE",
            "/console/catalogue.md");

    @Test
    void each_file_is_served_with_the_headers_that_protect_it() throws IOException {
        for (String file : files()) {
            given().get(file)
                    .then()
                    .statusCode(200)
                    .header("Content-Security-Policy", containsString("default-src 'self'"))
                    .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer")
                    .header("Cache-Control", "no-store");
        }
    }

    @Test
    void scripts_and_styles_have_the_types_without_which_browsers_refuse_them() {
        given().get("/").then().contentType(containsString("text/html"));
        given().get("/console/console.css").then().contentType(containsString("text/css"));
        given().get("/console/icon.svg").then().contentType(containsString("image/svg+xml"));
        for (String script : List.of("app.js", "lib/uplot/uPlot.esm.js", "lib/codemirror/codemirror.js")) {
            given().get("/console/" + script)
                    .then()
                    .contentType(anyOf(containsString("text/javascript"), containsString("application/javascript")));
        }
    }

    @Test
    void nothing_beside_the_console_is_served_or_has_its_headers() {
        for (String path : List.of(
                "/console/", "/console/none.js", "/application.properties", "/webjars/uplot/1.6.30/package.json")) {
            assertThat(given().get(path).statusCode()).as(path).isEqualTo(404);
        }
        given().urlEncodingEnabled(false)
                .get("/console/..%2f..%2f..%2fapplication.properties")
                .then()
                .statusCode(404);
        given().get("/api/v1/plugins").then().header("Content-Security-Policy", nullValue());
        given().get("/console/lib").then().statusCode(404);
    }

    @Test
    void the_page_itself_is_small() throws IOException {
        assertThat(scripts(file -> !file.contains("/runs/"))).isLessThan(100_000);
        given().head("/").then().statusCode(200).body(equalTo(""));
    }

    /** They come with the first page of a run. */
    @Test
    void the_pages_of_runs_are_small() throws IOException {
        assertThat(scripts(file -> file.contains("/runs/"))).isBetween(1L, 60_000L);
    }

    /** The bytes of the scripts of our own that fit. */
    private static long scripts(Predicate<String> fits) throws IOException {
        long bytes = 0;
        for (String file : files()) {
            if (file.endsWith(".js") && !file.contains("/lib/") && fits.test(file)) {
                bytes += Files.size(SOURCES.resolve(file.substring(1)));
            }
        }
        return bytes;
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return Stream.concat(
                            files.filter(Files::isRegularFile).map(file -> "/" + SOURCES.relativize(file)),
                            Stream.concat(Stream.of("/"), OF_OTHERS.stream()))
                    .toList();
        }
    }
}
