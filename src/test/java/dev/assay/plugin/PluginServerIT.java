package dev.assay.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.testing.PluginProgram;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java plugin's life as a process. What it answers is in the contracts of {@code wire}. */
class PluginServerIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path sockets;

    @AfterEach
    void no_socket_is_left() throws Exception {
        try (var files = Files.list(sockets)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void started_by_hand_it_says_what_it_is_and_how_to_configure_it() throws Exception {
        try (PluginProgram program = PluginProgram.start(Map.of())) {
            assertThat(program.readLine()).isNull();
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.stderr())
                    .first()
                    .asString()
                    .isEqualTo(
                            "This program is a metric plugin for analyses of Argo Rollouts. It does nothing by itself:"
                                    + " a host, such as Assay or Argo Rollouts itself, starts it and talks to it.");
            assertThat(program.stderr())
                    .contains(
                            "      metricProviderPlugins: |-",
                            "            - name: \"my-organisation/my-plugin\"".substring(4));
        }
    }

    @Test
    void a_host_that_names_no_protocol_is_served_over_net_rpc_as_argo_needs_it() throws Exception {
        Map<String, String> environment = environment();
        environment.keySet().removeAll(List.of("ASSAY_PLUGIN_PROTOCOLS", "ASSAY_HOST_PID"));
        try (PluginProgram program = PluginProgram.start(environment)) {
            assertThat(program.readLine())
                    .startsWith("1|1|unix|" + sockets + "/plugin")
                    .endsWith("|netrpc|");

            program.process().destroy();

            assertThat(program.awaitExit()).isEqualTo(143);
            assertThat(program.stderr()).isEmpty();
        }
    }

    @Test
    void without_a_folder_for_sockets_it_makes_one_where_temporary_files_go() throws Exception {
        Map<String, String> environment = environment();
        environment.keySet().removeAll(List.of("ASSAY_PLUGIN_PROTOCOLS", "PLUGIN_UNIX_SOCKET_DIR"));
        environment.put("TMPDIR", sockets.toString());
        try (PluginProgram program = PluginProgram.start(environment)) {
            assertThat(program.readLine()).startsWith("1|1|unix|" + sockets + "/plugin");

            program.process().destroy();

            assertThat(program.awaitExit()).isEqualTo(143);
        }
    }

    @Test
    void a_host_that_speaks_other_protocols_only_is_told_which_there_are() throws Exception {
        Map<String, String> environment = environment();
        environment.put("ASSAY_PLUGIN_PROTOCOLS", "quic");
        try (PluginProgram program = PluginProgram.start(environment)) {
            assertThat(program.readLine()).isNull();
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.stderr())
                    .singleElement()
                    .isEqualTo("tried to serve the host over grpc or netrpc, but it speaks only quic"
                            + " (ASSAY_PLUGIN_PROTOCOLS); let it offer grpc or netrpc");
        }
    }

    /** A {@code main} whose plugin cannot be served, with a thread that never ends. */
    static final class UnservedPlugin {
        public static void main(String[] args) {
            new Thread(() -> await().forever().until(() -> false)).start();
            PluginServer.serve((MetricPlugin) null);
        }
    }

    @Test
    void a_plugin_that_cannot_be_served_ends_at_once_whatever_its_threads_do(@TempDir Path folder) throws Exception {
        String script = PluginProgram.executable(folder, UnservedPlugin.class).toString();
        try (PluginProgram program = PluginProgram.command(List.of(script), environment())) {
            assertThat(program.readLine()).isNull();
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.stderr()).first().asString().startsWith("java.lang.NullPointerException");
            assertThat(program.stderr()).last().asString().contains("UnservedPlugin.main(");
        }
    }

    @Test
    void ctrl_c_does_not_end_it() throws Exception {
        try (PluginProgram program = PluginProgram.start(environment())) {
            program.readLine();
            long pid = program.process().pid();
            assertThat(new ProcessBuilder("kill", "-INT", Long.toString(pid))
                            .start()
                            .waitFor())
                    .isZero();
            program.process().destroy();
            assertThat(program.awaitExit()).isEqualTo(143);
        }
    }

    @Test
    void it_listens_on_a_socket_of_its_own_and_removes_it_at_sigterm() throws Exception {
        try (PluginProgram program = PluginProgram.start(environment())) {
            String handshake = program.readLine();
            assertThat(handshake).startsWith("1|1|unix|" + sockets + "/plugin").endsWith("|grpc|");
            Path socket = ((UnixDomainSocketAddress) PluginProgram.address(handshake)).getPath();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");

            program.process().destroy();

            assertThat(program.awaitExit()).isEqualTo(143);
            assertThat(program.stderr()).isEmpty();
        }
    }

    @Test
    void where_others_may_look_into_the_folder_its_socket_has_a_folder_of_its_own() throws Exception {
        Path shared = Files.createDirectory(sockets.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        Map<String, String> environment = environment();
        environment.put("PLUGIN_UNIX_SOCKET_DIR", shared.toString());
        try (PluginProgram program = PluginProgram.start(environment)) {
            Path socket = ((UnixDomainSocketAddress) PluginProgram.address(program.readLine())).getPath();
            assertThat(socket.getParent().getParent()).isEqualTo(shared);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                    .isEqualTo("rwx------");

            program.process().destroy();

            assertThat(program.awaitExit()).isEqualTo(143);
            assertThat(shared).isEmptyDirectory();
        }
        Files.delete(shared);
    }

    @Test
    void a_group_that_the_host_names_may_connect() throws Exception {
        Map<String, String> environment = environment();
        int group = (Integer) Files.getAttribute(sockets, "unix:gid");
        environment.put("PLUGIN_UNIX_SOCKET_GROUP", Integer.toString(group));
        try (PluginProgram program = PluginProgram.start(environment)) {
            Path socket = ((UnixDomainSocketAddress) PluginProgram.address(program.readLine())).getPath();
            assertThat(socket.getParent()).isEqualTo(sockets);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-rw----");
            assertThat(Files.getAttribute(socket, "unix:gid")).isEqualTo(group);

            program.process().destroy();

            assertThat(program.awaitExit()).isEqualTo(143);
        }
        environment.put("PLUGIN_UNIX_SOCKET_GROUP", "no-such-group");
        try (PluginProgram program = PluginProgram.start(environment)) {
            assertThat(program.readLine()).isNull();
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.stderr()).last().asString().endsWith("; correct PLUGIN_UNIX_SOCKET_GROUP");
        }
    }

    @Test
    void it_listens_on_a_port_when_asked() throws Exception {
        Map<String, String> environment = environment();
        environment.putAll(
                Map.of("ASSAY_PLUGIN_NETWORK", "tcp", "PLUGIN_MIN_PORT", "20000", "PLUGIN_MAX_PORT", "25000"));
        try (PluginProgram program = PluginProgram.start(environment)) {
            assertThat(program.readLine()).matches("1\\|1\\|tcp\\|127\\.0\\.0\\.1:2[0-9]{4}\\|grpc\\|");
        }
    }

    @Test
    void it_ends_when_its_parent_is_gone() throws Exception {
        endsWithItsParent(environment(), "grpc");
    }

    @Test
    void it_ends_when_a_host_is_gone_that_does_not_tell_its_process_id() throws Exception {
        Map<String, String> environment = environment();
        environment.keySet().removeAll(List.of("ASSAY_PLUGIN_PROTOCOLS", "ASSAY_HOST_PID"));
        endsWithItsParent(environment, "netrpc");
    }

    private void endsWithItsParent(Map<String, String> environment, String protocol) throws Exception {
        List<String> wrapper = List.of("sh", "-c", "\"$@\" & echo $!; wait", "sh");
        try (PluginProgram program = PluginProgram.start(wrapper, environment)) {
            long pid = Long.parseLong(program.readLine());
            assertThat(program.readLine()).endsWith("|" + protocol + "|");
            ProcessHandle plugin = ProcessHandle.of(pid).orElseThrow();

            program.process().destroyForcibly();

            await().atMost(SOON).until(() -> !plugin.isAlive());
        }
    }

    @Test
    void it_ends_when_its_host_was_gone_before_it_looked() throws Exception {
        Process host = new ProcessBuilder("true").start();
        host.waitFor();
        Map<String, String> environment = environment();
        environment.put("ASSAY_HOST_PID", String.valueOf(host.pid()));
        try (PluginProgram program = PluginProgram.start(environment)) {
            assertThat(program.readLine()).endsWith("|grpc|");
            assertThat(program.awaitExit()).isZero();
        }
    }

    @Test
    void a_directory_that_is_not_there_is_named() throws Exception {
        Map<String, String> environment = environment();
        environment.put("PLUGIN_UNIX_SOCKET_DIR", sockets + "/missing");
        try (PluginProgram program = PluginProgram.start(environment)) {
            assertThat(program.readLine()).isNull();
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.stderr())
                    .last()
                    .asString()
                    .startsWith("tried to listen on " + sockets + "/missing/plugin")
                    .endsWith("; let PLUGIN_UNIX_SOCKET_DIR name a directory in which this process may create files");
        }
    }

    private Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "ARGO_ROLLOUTS_RPC_PLUGIN", "metricprovider",
                "PLUGIN_PROTOCOL_VERSIONS", "1",
                "ASSAY_PLUGIN_PROTOCOLS", "grpc,netrpc",
                "ASSAY_HOST_PID", String.valueOf(ProcessHandle.current().pid()),
                "PLUGIN_UNIX_SOCKET_DIR", sockets.toString()));
    }
}
