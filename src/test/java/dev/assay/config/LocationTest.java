package dev.assay.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationTest {
    private static final Location DOWNLOAD = new Location.Http(URI.create("https://joe:hunter2@host/x?token=t0k"));

    @ParameterizedTest
    @CsvSource({
        "file:///opt/x, /opt/x",
        "file:///opt/a%20b, /opt/a b",
        "file:///opt/../x, /x",
    })
    void host_and_path_of_a_file_are_its_path(String address, Path path) {
        assertThat(new Location.File(URI.create(address)).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"file://./x, x", "file://../x, ../x", "file://plugins/x, plugins/x"})
    void a_file_with_a_host_is_in_the_working_directory(String address, Path path) {
        assertThat(new Location.File(URI.create(address)).path())
                .isEqualTo(path.toAbsolutePath().normalize());
    }

    @Test
    void people_see_no_password() {
        assertThat(DOWNLOAD.shown()).isEqualTo("https://*****@host/x?token=*****");
        assertThat(DOWNLOAD).hasToString(DOWNLOAD.shown());
    }

    @Test
    void each_kind_has_its_function() {
        assertThat(kind(new Location.File(URI.create("file:///x")))).isEqualTo("file file:///x");
        assertThat(kind(new Location.Http(URI.create("http://host/x")))).isEqualTo("http http://host/x");
        assertThat(kind(new Location.Builtin("sample"))).isEqualTo("builtin builtin://sample");
    }

    private static String kind(Location location) {
        return location.match(
                file -> "file " + file.uri(), http -> "http " + http.uri(), builtin -> "builtin " + builtin.uri());
    }
}
