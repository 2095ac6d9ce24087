package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.process.linux.HostIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
                        "ARGO_ROLLOUTS_RPC_PLUGIN", "the cookie",
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

    @Test
    void limits_are_told_to_programs_of_go_and_java_where_the_user_does_not_tell_them() {
        ResourceLimits limits = new ResourceLimits(OptionalLong.of(1500), OptionalLong.of(100_000_000));
        assertThat(build(Map.of(), Map.of("GOMAXPROCS", "7"), limits).variables())
                .containsEntry("GOMAXPROCS", "7")
                .containsEntry("GOMEMLIMIT", "90000000")
                .containsEntry("JAVA_TOOL_OPTIONS", "-XX:ActiveProcessorCount=2 -Xmx50000000");
        assertThat(build(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g"), Map.of(), limits)
                        .variables())
                .containsEntry("JAVA_TOOL_OPTIONS", "-Xmx1g");
        assertThat(build(Map.of(), Map.of(), new ResourceLimits(OptionalLong.empty(), OptionalLong.of(100_000_000)))
                        .variables())
                .containsEntry("JAVA_TOOL_OPTIONS", "-Xmx50000000")
                .doesNotContainKey("GOMAXPROCS");
    }

    private static ChildEnvironment.Built build(Map<String, String> inherited, Map<String, String> own) {
        return build(inherited, own, ResourceLimits.NONE);
    }

    private static ChildEnvironment.Built build(
            Map<String, String> inherited, Map<String, String> own, ResourceLimits limits) {
        Launch launch = new Launch(
                "a/b",
                List.of("x"),
                own,
                "the cookie",
                List.of("grpc", "netrpc"),
                Optional.empty(),
                limits,
                Duration.ofSeconds(1));
        return new ChildEnvironment(inherited).build(launch, Path.of("/tmp/s"), "me", Optional.of(HOST));
    }
}
