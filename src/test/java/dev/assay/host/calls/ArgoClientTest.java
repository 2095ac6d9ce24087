package dev.assay.host.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.Phase;
import dev.assay.metric.ProviderException;
import dev.assay.testing.FakeConnection;
import dev.assay.testing.FakeTime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgoClientTest {
    private static final Measurement DONE =
            new Measurement(Phase.SUCCESSFUL, "", null, null, "1", Map.of("a", "b"), null);
    private static final Measurement PLUGIN_ERROR = Measurement.EMPTY.withMessage("no such query");
    private final CallException lost = new CallException(Remedy.RETRY, "tried it, but lost it; call again");

    private final FakeTime time = new FakeTime();

    @Test
    void a_measurement_arrives_whole() {
        assertThat(await(client(new Fixed(Uni.createFrom().item(DONE), null)).run(AnalysisRun.EMPTY, Metric.EMPTY)))
                .isSameAs(DONE);
    }

    @Test
    void the_plugins_own_error_gets_argos_prefix_and_keeps_everything_else() {
        Measurement error = new Measurement(Phase.ERROR, "no such query", null, null, "1", Map.of("a", "b"), null);
        ArgoClient client = client(new Fixed(Uni.createFrom().item(error), null));

        Measurement run = await(client.run(AnalysisRun.EMPTY, Metric.EMPTY));
        assertThat(run).isEqualTo(error.withMessage("failed to run via plugin: no such query"));
        assertThat(await(client.resume(AnalysisRun.EMPTY, Metric.EMPTY, DONE)).message())
                .isEqualTo("failed to resume via plugin: no such query");
        assertThat(await(client.terminate(AnalysisRun.EMPTY, Metric.EMPTY, DONE))
                        .message())
                .isEqualTo("failed to terminate via plugin: no such query");
    }

    @Test
    void a_phase_that_argo_does_not_have_is_left_alone() {
        Measurement odd = DONE.withPhase(new Phase("bewildered"));
        ArgoClient client = client(new Fixed(Uni.createFrom().item(odd), null));

        assertThat(await(client.resume(AnalysisRun.EMPTY, Metric.EMPTY, DONE))).isSameAs(odd);
    }

    @Test
    void a_message_of_another_phase_is_left_alone() {
        ArgoClient client = client(new Fixed(Uni.createFrom().item(PLUGIN_ERROR), null));

        assertThat(await(client.run(AnalysisRun.EMPTY, Metric.EMPTY))).isSameAs(PLUGIN_ERROR);
    }

    @Test
    void a_call_that_failed_is_a_finished_measurement_of_phase_error() {
        ArgoClient client = client(new Fixed(Uni.createFrom().failure(lost), lost));

        assertThat(await(client.run(AnalysisRun.EMPTY, Metric.EMPTY)))
                .isEqualTo(Measurement.error(
                        "Run rpc call error: tried it, but lost it; call again", null, time.instant()));
        assertThat(await(client.resume(AnalysisRun.EMPTY, Metric.EMPTY, DONE)).message())
                .isEqualTo("Resume rpc call error: tried it, but lost it; call again");
        assertThat(await(client.terminate(AnalysisRun.EMPTY, Metric.EMPTY, DONE))
                        .message())
                .isEqualTo("Terminate rpc call error: tried it, but lost it; call again");
    }

    @Test
    void the_verbs_without_a_measurement_put_a_failed_call_where_argo_puts_it() {
        ArgoClient client = client(new Fixed(Uni.createFrom().item(DONE), lost));

        assertThat(await(client.type())).isEqualTo("Type rpc call error: tried it, but lost it; call again");
        assertThat(await(client.metadata(Metric.EMPTY)))
                .containsExactly(Map.entry("error", "GetMetadata rpc call error: tried it, but lost it; call again"));
        assertThat(failure(client.garbageCollect(AnalysisRun.EMPTY, Metric.EMPTY, 1)))
                .hasMessage(
                        "failed to garbage collect via plugin: GarbageCollect rpc call error: tried it, but lost it;"
                                + " call again");
        assertThat(failure(client.initialize()))
                .hasMessage("InitPlugin rpc call error: tried it, but lost it; call again");
    }

    @Test
    void the_plugins_own_errors_of_those_verbs_get_argos_prefixes() {
        ProviderException own = new ProviderException("bucket is locked");
        ArgoClient client = client(new Fixed(Uni.createFrom().item(DONE), own));

        assertThat(failure(client.garbageCollect(AnalysisRun.EMPTY, Metric.EMPTY, 1)))
                .hasMessage("failed to garbage collect via plugin: bucket is locked");
        assertThat(failure(client.initialize())).hasMessage("bucket is locked");
        ArgoClient well = client(new Fixed(Uni.createFrom().item(DONE), null));
        assertThat(await(well.metadata(Metric.EMPTY)))
                .containsOnly(Map.entry("error", "failed to get metadata via plugin: no"), Map.entry("q", "up"));
    }

    @Test
    void a_failure_that_nobody_foresaw_is_called_a_bug_of_assay() {
        ArgoClient client = client(new Fixed(Uni.createFrom().failure(new IllegalStateException("boo")), null));

        assertThat(await(client.run(AnalysisRun.EMPTY, Metric.EMPTY)).message())
                .isEqualTo("Run rpc call error: Assay failed (java.lang.IllegalStateException: boo); this is a bug in"
                        + " Assay, please report it");
    }

    private ArgoClient client(MetricProvider provider) {
        CallGate gate = new CallGate("acme/one", 1, 1, Duration.ofSeconds(60), time, time::nanoTime, ended -> {});
        gate.open(new FakeConnection(provider));
        return new ArgoClient(new GatedPlugin(gate, Caller.ASSAY), time);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertCompleted()
                .getItem();
    }

    private static Throwable failure(Uni<?> uni) {
        return uni.subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertFailed()
                .getFailure();
    }

    /** A provider that answers every verb in one way: the measurement for three of them, the failure for the others. */
    private record Fixed(Uni<Measurement> measurement, Throwable failure) implements MetricProvider {
        private <T> Uni<T> answer(T item) {
            return failure == null
                    ? Uni.createFrom().item(item)
                    : Uni.createFrom().failure(failure);
        }

        @Override
        public Uni<Void> initialize() {
            return answer(null);
        }

        @Override
        public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
            return measurement;
        }

        @Override
        public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement last) {
            return measurement;
        }

        @Override
        public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement last) {
            return measurement;
        }

        @Override
        public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
            return answer(null);
        }

        @Override
        public Uni<String> type() {
            return answer("Fixed");
        }

        @Override
        public Uni<Map<String, String>> metadata(Metric metric) {
            return answer(Map.of("error", "no", "q", "up"));
        }
    }
}
