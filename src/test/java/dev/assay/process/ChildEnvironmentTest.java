package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.process.linux.HostIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChildEnvironmentTest {
    private static final HostIdentity HOST = new HostIdentity(1, 2, 3, "store");

    @Test
    void the_host_s_own_configuration_is_not_inherited_and_everything_else_is() {
        Map<String, String> inherited = Map.of(
                "QUARKUS_HTTP_PORT", "1",
                "ASSAY_CONFIG_FILE", "x",
                "ASSAY_INSTANCE", "of another host",
                "PLUGIN_CLIENT_CERT", "of another host",
                "PLUGIN_MULTIPLEX_GRPC", "true",
                "AWS_REGION", "eu",
                "HTTPS_PROXY", "p");
        Map<String, String> built = build(inherited, Map.of()).variables();
        assertThat(built)
                .containsEntry("AWS_REGION", "eu")
                .containsEntry("HTTPS_PROXY", "p")
                .containsEntry("ASSAY_INSTANCE", "me")
                .doesNotContainKeys(
                        "QUARKUS_HTTP_PORT", "ASSAY_CONFIG_FILE", "PLUGIN_CLIENT_CERT", "PLUGIN_MULTIPLEX_GRPC");
    }

    @Test
    void the_protocol_s_variables_are_exactly_these() {
        assertThat(build(Map.of(), Map.of()).variables())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ARGO_ROLLOUTS_RPC_PLUGIN", "metricprovider",
                        "PLUGIN_MIN_PORT", "10000",
                        "PLUGIN_MAX_PORT", "25000",
                        "PLUGIN_PROTOCOL_VERSIONS", "1",
                        "PLUGIN_UNIX_SOCKET_DIR", "/tmp/s",
                        "ASSAY_PLUGIN_PROTOCOLS", "grpc,netrpc",
                        "ASSAY_HOST_PID", Long.toString(ProcessHandle.current().pid()),
                        "ASSAY_INSTANCE", "me",
                        "ASSAY_HOST", "1:2:3:store"));
    }

    @Test
    void a_plugin_s_own_entries_win_over_what_is_inherited_but_not_over_the_protocol_s() {
        ChildEnvironment.Built built =
                build(Map.of("A", "inherited"), Map.of("A", "own", "PLUGIN_MIN_PORT", "1", "ASSAY_HOST", "x"));
        assertThat(built.variables())
                .containsEntry("A", "own")
                .containsEntry("PLUGIN_MIN_PORT", "10000")
                .containsEntry("ASSAY_HOST", "1:2:3:store");
        assertThat(built.ignored()).containsExactly("ASSAY_HOST", "PLUGIN_MIN_PORT");
    }

    private static ChildEnvironment.Built build(Map<String, String> inherited, Map<String, String> own) {
        Launch launch = new Launch(
                "a/b", List.of("x"), own, List.of("grpc", "netrpc"), Optional.empty(), Duration.ofSeconds(1));
        return new ChildEnvironment(inherited).build(launch, Path.of("/tmp/s"), "me", Optional.of(HOST));
    }
}
