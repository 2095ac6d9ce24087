package dev.assay.wire.netrpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.ContractPlugin;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PluginProgram;
import dev.assay.testing.go.GoCommands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * go-plugin's own client with the contract's plugin in Go and in Java: two dispenses, calls at the same time, calls that
 * there are not, output, a second connection, and a polite end. It hears the same of both.
 */
class BareClientIT {
    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    private Path folder;

    @Test
    void over_a_socket_in_the_open() throws Exception {
        List<String> heard = talk(List.of(), Map.of());
        assertThat(heard)
                .contains(
                        "dispense of another name: unknown plugin type: Nothing",
                        "Plugin.Nothing: rpc: can't find method Plugin.Nothing",
                        "awaited: 50",
                        "exited: true exit status 0")
                .isEqualTo(talkToGo(List.of()));
    }

    @Test
    void over_a_socket_with_tls() throws Exception {
        assertThat(talk(List.of("-mtls"), Map.of()))
                .contains("awaited: 50", "exited: true exit status 0")
                .isEqualTo(talkToGo(List.of("-mtls")));
    }

    @Test
    void over_tcp_in_the_open_and_with_tls() throws Exception {
        Map<String, String> tcp = Map.of("ASSAY_PLUGIN_NETWORK", "tcp");
        assertThat(talk(List.of(), tcp)).isEqualTo(talkToGo(List.of()));
        assertThat(talk(List.of("-mtls"), tcp)).isEqualTo(talkToGo(List.of("-mtls")));
    }

    private List<String> talk(List<String> flags, Map<String, String> environment) throws Exception {
        return talk(flags, PluginProgram.executable(folder, ContractPlugin.class), environment);
    }

    private List<String> talkToGo(List<String> flags) throws Exception {
        return talk(flags, GoCommands.executable("contract"), Map.of());
    }

    private List<String> talk(List<String> flags, Path plugin, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(GoCommands.executable("bare-client").toString());
        command.addAll(flags);
        command.add(plugin.toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(folder.resolve("client.log").toFile());
        builder.environment().keySet().removeAll(List.of("ASSAY_PLUGIN_PROTOCOLS", "PLUGIN_UNIX_SOCKET_DIR"));
        builder.environment().putAll(environment);
        Process client = builder.start();
        try {
            List<String> heard = client.inputReader().lines().toList();
            assertThat(client.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return heard;
        } finally {
            client.descendants().forEach(ProcessHandle::destroyForcibly);
            client.destroyForcibly();
        }
    }
}
