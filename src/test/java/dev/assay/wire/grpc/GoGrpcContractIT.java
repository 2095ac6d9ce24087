package dev.assay.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.testing.go.GoCommands;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract with a plugin that go-plugin serves. */
class GoGrpcContractIT extends ForeignGrpcContract {
    @Override
    List<String> command() {
        return List.of(GoCommands.executable("grpc-plugin").toString());
    }

    @Test
    void printed_text_travels_over_the_connection_and_lines_of_the_old_logger_over_the_pipe() {
        get(does("print", "\u00e4"));
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(log()).containsOnlyOnce("out: \u00e4", "err: \u00e4");
            assertThat(program().stderr())
                    .filteredOn(line -> line.endsWith("[WARN] log: \u00e4"))
                    .hasSize(1);
        });
    }
}
