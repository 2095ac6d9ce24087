package dev.assay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.metric.Measurement;
import dev.assay.testing.ContractPlugin;
import dev.assay.testing.FakeConnection;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The fake does what the real ones do. */
class FakeConnectionTest extends MetricProviderContract {
    private final FakeConnection connection = new FakeConnection(new ContractPlugin());

    @Override
    protected PluginConnection connect() {
        return connection;
    }

    @Override
    protected void disconnect() {
        assertThat(connection.pendingCalls()).isZero();
    }

    @Test
    void a_lost_connection_fails_its_calls_and_says_why() {
        CompletableFuture<Measurement> call = does("hang", "").subscribeAsCompletionStage();
        connection.lose("the process died");
        assertThat(call).failsWithin(SOON).withThrowableThat().havingCause().satisfies(this::saysGone);
        assertThat(connection.closed().toCompletableFuture())
                .succeedsWithin(SOON)
                .isEqualTo("the process died");
    }
}
