package dev.assay.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.testing.author.PythonEnvironment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract with a plugin made with Python's gRPC library, which has no {@code plugin.GRPCStdio}. */
class PythonGrpcContractIT extends ForeignGrpcContract {
    @Override
    List<String> command() {
        return PythonEnvironment.installed().program("contract_plugin.py");
    }

    @Override
    Map<String, String> environment() {
        return PythonEnvironment.installed().environment();
    }

    @Test
    void printed_text_stays_on_the_pipes() throws Exception {
        get(does("print", "\u00e4"));
        assertThat(program().readLine()).isEqualTo("out: \u00e4");
        await().atMost(SOON).untilAsserted(() -> assertThat(program().stderr()).contains("err: \u00e4"));
        assertThat(log()).isEmpty();
    }
}
