package dev.assay.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostEnvironmentTest {
    private static final Path TEMPORARY = Path.of("/tmp");

    @Test
    void a_bare_offer_has_defaults() throws Exception {
        assertThat(read(Map.of()))
                .isEqualTo(new HostEnvironment(
                        Optional.of(List.of("grpc")),
                        false,
                        TEMPORARY,
                        Optional.empty(),
                        0,
                        65_535,
                        Optional.empty(),
                        OptionalLong.empty()));
    }

    @Test
    void a_full_offer_is_read() throws Exception {
        assertThat(read(Map.of(
                        "PLUGIN_PROTOCOL_VERSIONS", "2, 1",
                        "ASSAY_PLUGIN_PROTOCOLS", "netrpc, grpc",
                        "ASSAY_PLUGIN_NETWORK", "tcp",
                        "PLUGIN_UNIX_SOCKET_DIR", "/run/a",
                        "PLUGIN_UNIX_SOCKET_GROUP", "metrics",
                        "PLUGIN_MIN_PORT", "10000",
                        "PLUGIN_MAX_PORT", "25000",
                        "ASSAY_HOST_PID", "42")))
                .isEqualTo(new HostEnvironment(
                        Optional.of(List.of("netrpc", "grpc")),
                        true,
                        Path.of("/run/a"),
                        Optional.of("metrics"),
                        10_000,
                        25_000,
                        Optional.empty(),
                        OptionalLong.of(42)));
    }

    @Test
    void without_a_folder_of_the_host_sockets_are_where_go_puts_temporary_files() throws Exception {
        assertThat(read(Map.of("TMPDIR", "/run/t")).socketDirectory()).isEqualTo(Path.of("/run/t"));
        assertThat(read(Map.of("TMPDIR", "/run/t", "PLUGIN_UNIX_SOCKET_DIR", "/run/a"))
                        .socketDirectory())
                .isEqualTo(Path.of("/run/a"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ARGO_ROLLOUTS_RPC_PLUGIN | trafficrouter | This program is a metric plugin
            PLUGIN_PROTOCOL_VERSIONS | 2             | it offers the plugin protocol versions 2
            ASSAY_PLUGIN_NETWORK     | udp           | ASSAY_PLUGIN_NETWORK is "udp"; set it to unix or tcp
            PLUGIN_MIN_PORT          | 65536         | tried to read PLUGIN_MIN_PORT, but "65536" is no port
            PLUGIN_MAX_PORT          | many          | tried to read PLUGIN_MAX_PORT, but "many" is no port
            ASSAY_HOST_PID           | me            | tried to read ASSAY_HOST_PID, but "me" is no process id
            """)
    void an_environment_that_cannot_be_served_is_refused_with_a_sentence(String key, String value, String sentence) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(ServeException.class)
                .hasMessageContaining(sentence);
    }

    private static HostEnvironment read(Map<String, String> more) throws ServeException {
        Map<String, String> environment =
                new HashMap<>(Map.of("ARGO_ROLLOUTS_RPC_PLUGIN", "metricprovider", "ASSAY_PLUGIN_PROTOCOLS", "grpc"));
        environment.putAll(more);
        return HostEnvironment.read(environment, TEMPORARY);
    }
}
