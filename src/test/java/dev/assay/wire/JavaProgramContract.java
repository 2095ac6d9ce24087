package dev.assay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.testing.PluginProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract with a plugin that is made with Assay's own library, in a process of its own. */
public abstract class JavaProgramContract extends ProgramContract {
    @Override
    protected final PluginProgram start(String protocols, Path sockets) throws Exception {
        Map<String, String> environment = new HashMap<>(
                Map.of("ARGO_ROLLOUTS_RPC_PLUGIN", "metricprovider", "PLUGIN_UNIX_SOCKET_DIR", sockets.toString()));
        if (!protocols.isEmpty()) {
            environment.put("ASSAY_PLUGIN_PROTOCOLS", protocols);
        }
        return PluginProgram.start(environment);
    }

    @Test
    void prints_and_logs_reach_the_host() {
        get(does("print", "\u00e4"));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(all()).contains("out: \u00e4", "err: \u00e4");
            assertThat(program().stderr()).anySatisfy(line -> assertThat(line)
                    .startsWith("{\"@level\":\"warn\",\"@message\":\"log: \u00e4\",\"@module\":\"contract\""));
        });
    }

    /** Over the connection, or, before it was followed, over the pipe. */
    private List<String> all() {
        List<String> all = new ArrayList<>(log());
        all.addAll(program().stderr());
        return all;
    }
}
