package dev.assay.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import dev.assay.measure.FakePluginHost;
import dev.assay.measure.FakeProvider;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.proto.v1.MetricServiceGrpc;
import dev.assay.proto.v1.RunRequest;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A caller that gives one call up must not lose the others on its connection. */
@QuarkusTest
class GrpcCancelledCallTest extends GrpcFixture {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Test
    void a_late_answer_to_a_call_that_was_given_up_leaves_the_others_alone() throws Exception {
        CompletableFuture<Measurement> kept = new CompletableFuture<>();
        CompletableFuture<Measurement> givenUp = new CompletableFuture<>();
        FakeProvider provider = host.scrape();
        provider.onRun = metric -> Uni.createFrom()
                .completionStage(() -> metric.name().equals("kept") ? kept : givenUp)
                .emitOn(Runnable::run);
        ListenableFuture<?> first = run("kept");
        for (int i = 1; i <= 3; i++) {
            int calls = i + 1;
            ListenableFuture<?> second = run("given-up");
            await().atMost(TIMEOUT).until(() -> provider.calls.size() == calls);
            second.cancel(true);
        }
        // An answered call behind the cancellations: the server has seen them by then.
        assertThat(type()).isNotEmpty();

        givenUp.complete(FakeProvider.phase(Phase.SUCCESSFUL));
        kept.complete(FakeProvider.phase(Phase.SUCCESSFUL));

        assertThat(first.get(30, TimeUnit.SECONDS)).isNotNull();
    }

    private ListenableFuture<?> run(String metric) {
        return MetricServiceGrpc.newFutureStub(channel)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .run(RunRequest.newBuilder()
                        .setPlugin(FakePluginHost.SCRAPE)
                        .setMetric("{\"name\":\"" + metric + "\"}")
                        .build());
    }
}
