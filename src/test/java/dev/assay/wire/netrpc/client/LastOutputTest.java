package dev.assay.wire.netrpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Measurement;
import dev.assay.wire.PluginConnection;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of a plugin whose last output has not been read yet, because the event loop has other work. */
class LastOutputTest extends NetRpcFixture {
    private static final int LINES = 64;
    private static final byte[] LINE = ("x".repeat(1_023) + "\n").getBytes(StandardCharsets.UTF_8);

    private final CountDownLatch otherWork = new CountDownLatch(1);
    private PluginConnection plugin;

    @BeforeEach
    void a_plugin_prints_its_last_lines_and_is_gone_while_assay_is_busy() throws Exception {
        plugin = connect();
        closeAtEnd(otherWork::countDown);
        eventLoops.execute(() -> {
            try {
                otherWork.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 0; i < LINES; i++) {
            peer.connection().print(1 + i % 2, LINE);
        }
        peer.connection().closeAfterOutput();
        assertThat(peer.connection().channel().closeFuture().await(SOON.toMillis()))
                .isTrue();
    }

    @Test
    void it_is_logged_though_a_call_can_no_longer_be_sent() {
        CompletableFuture<Measurement> call = run(plugin).subscribeAsCompletionStage();
        otherWork.countDown();

        assertThat(call)
                .failsWithin(SOON)
                .withThrowableThat()
                .havingCause()
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING));
        eventually().untilAsserted(() -> assertThat(log).hasSize(LINES));
    }

    @Test
    void it_is_logged_though_assay_closes_the_connection() {
        plugin.close();
        otherWork.countDown();

        assertThat(plugin.closed().toCompletableFuture()).succeedsWithin(SOON);
        eventually().untilAsserted(() -> assertThat(log).hasSize(LINES));
    }
}
