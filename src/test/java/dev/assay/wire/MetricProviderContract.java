package dev.assay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.metric.ProviderException;
import dev.assay.testing.ContractPlugin;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The behaviour of every connection to a plugin, over either protocol. A subclass connects to a {@link ContractPlugin}. */
public abstract class MetricProviderContract {
    /** Long enough for the slowest machine: no test waits for it. */
    protected static final Duration SOON = Duration.ofSeconds(30);

    private static final String STRANGE = "\u00e4\u00f6\u20ac \ud83d\ude80 \"quoted\" \\ \u0001 line\nnext {{args.x}}";

    private PluginConnection plugin;

    /** A connection of this test's own, to a plugin of its own. */
    protected abstract PluginConnection connect() throws Exception;

    /** Leaves nothing behind. */
    protected abstract void disconnect() throws Exception;

    /** Whether fields that Argo's own types do not have reach the plugin, and absent ones stay absent. */
    protected boolean carriesUnknownFields() {
        return true;
    }

    /** Whether a plugin hears that nobody waits for its answer any more. */
    protected boolean tellsThePluginOfCancellation() {
        return true;
    }

    /** Whether the first second of the year 1 is a time, and not the absence of one as in Go. */
    protected boolean tellsTheZeroTimeFromNone() {
        return true;
    }

    protected final PluginConnection plugin() {
        return plugin;
    }

    @BeforeEach
    void connectToThePlugin() throws Exception {
        plugin = connect();
    }

    @AfterEach
    void disconnectFromThePlugin() throws Exception {
        plugin.close();
        disconnect();
    }

    @Test
    void a_run_carries_run_metric_and_every_field_of_the_measurement() {
        AnalysisRun run = new AnalysisRun(json("{'metadata':{'name':'r'},'spec':{'unknown':[1,2.50,null]}}"));
        Metric metric = metric("{'text':'hello','big':12345678901234567890}");

        Measurement measurement = get(plugin.run(run, metric));

        assertThat(measurement.phase()).isEqualTo(Phase.RUNNING);
        assertThat(measurement.message()).isEqualTo("echo");
        assertThat(measurement.startedAt()).isEqualTo(Instant.parse("2024-02-29T23:59:59.123456789Z"));
        assertThat(measurement.finishedAt()).isNull();
        assertThat(measurement.resumeAt()).isEqualTo(Instant.parse("2024-03-01T00:00:00.123456789Z"));
        assertThat(measurement.value()).isEqualTo("{\"text\":\"hello\",\"big\":12345678901234567890}");
        assertArrived(measurement, "metric", metric.json());
        assertArrived(measurement, "analysisRun", run.json());
    }

    @Test
    void absent_objects_arrive_as_empty_ones() {
        Measurement measurement = get(plugin.run(AnalysisRun.EMPTY, Metric.EMPTY));
        assertArrived(measurement, "metric", Metric.EMPTY.json());
        assertArrived(measurement, "analysisRun", AnalysisRun.EMPTY.json());
        assertThat(measurement.value()).isEqualTo("null");

        assertThat(get(plugin.terminate(AnalysisRun.EMPTY, Metric.EMPTY, Measurement.EMPTY)))
                .isEqualTo(Measurement.EMPTY.withMessage("terminated"));
    }

    @Test
    void a_measurement_travels_both_ways_unchanged() {
        Instant time = Instant.parse("2001-02-03T04:05:06.000000007Z");
        Measurement measurement = new Measurement(
                new Phase("Odd"), STRANGE, time, time.plusNanos(1), STRANGE, Map.of(STRANGE, STRANGE, "", ""), time);

        Measurement resumed = get(plugin.resume(AnalysisRun.EMPTY, Metric.EMPTY, measurement));
        assertThat(resumed.metadata()).containsEntry("verb", "resume").containsEntry("was", measurement.toString());

        Measurement terminated = get(plugin.terminate(AnalysisRun.EMPTY, Metric.EMPTY, measurement));
        assertThat(terminated).isEqualTo(measurement.withMessage("terminated"));
    }

    @Test
    void times_at_the_ends_of_the_calendar_travel() {
        Instant zero = Instant.parse("0001-01-01T00:00:00Z");
        Instant first = tellsTheZeroTimeFromNone() ? zero : zero.plusNanos(1);
        Instant last = Instant.parse("9999-12-31T23:59:59.999999999Z");
        Measurement measurement = new Measurement(Phase.RUNNING, "terminated", first, last, "", Map.of(), null);
        assertThat(get(plugin.terminate(AnalysisRun.EMPTY, Metric.EMPTY, measurement)))
                .isEqualTo(measurement);

        Measurement ofZero = new Measurement(Phase.RUNNING, "terminated", zero, last, "", Map.of(), null);
        assertThat(get(plugin.terminate(AnalysisRun.EMPTY, Metric.EMPTY, ofZero))
                        .startedAt())
                .isEqualTo(tellsTheZeroTimeFromNone() ? zero : null);
    }

    @Test
    void an_unknown_phase_is_carried_as_it_came() {
        assertThat(get(does("phase", "Bewildered")).phase()).isEqualTo(new Phase("Bewildered"));
        assertThat(get(does("phase", "")).phase()).isEqualTo(new Phase(""));
    }

    @Test
    void an_error_of_initialisation_is_the_providers_own() {
        get(plugin.initialize());
        assertThatThrownBy(() -> get(plugin.initialize()))
                .isInstanceOf(ProviderException.class)
                .hasMessage("initialised twice: \u00e4\u20ac\ud83d\ude80");
    }

    @Test
    void an_error_of_garbage_collection_is_the_providers_own() {
        get(plugin.garbageCollect(AnalysisRun.EMPTY, Metric.EMPTY, 10));
        assertThatThrownBy(() -> get(plugin.garbageCollect(AnalysisRun.EMPTY, Metric.EMPTY, -1)))
                .isInstanceOf(ProviderException.class)
                .hasMessage("cannot keep -1 measurements");
    }

    @Test
    void type_and_metadata_are_answered() {
        assertThat(get(plugin.type())).isEqualTo("ContractPlugin");
        assertThat(get(plugin.metadata(metric("{'q':'" + "\u00e4" + "'}"))))
                .containsEntry("config", "{\"q\":\"\u00e4\"}");
    }

    @Test
    void half_a_mebibyte_goes_each_way() {
        String big = "\u00e4".repeat(256 * 1024);
        Measurement echo = get(plugin.run(AnalysisRun.EMPTY, metric("{'text':'" + big + "'}")));
        assertThat(echo.value()).isEqualTo("{\"text\":\"" + big + "\"}");
    }

    @Test
    void calls_are_answered_out_of_order() {
        List<CompletableFuture<Measurement>> waiting = IntStream.range(0, 50)
                .mapToObj(i -> does("await", "gate").subscribeAsCompletionStage())
                .toList();
        CompletableFuture<Measurement> hanging = does("hang", "").subscribeAsCompletionStage();

        assertThat(get(does("open", "gate")).value()).isEqualTo("opener");

        waiting.forEach(call -> assertThat(call)
                .succeedsWithin(SOON)
                .extracting(Measurement::value)
                .isEqualTo("opened"));
        assertThat(hanging).isNotDone();
        hanging.cancel(true);
    }

    @Test
    void a_call_that_is_given_up_is_cancelled_in_the_plugin_where_the_protocol_can() {
        CompletableFuture<Measurement> call = does("hang", "").subscribeAsCompletionStage();
        await().atMost(SOON).untilAsserted(() -> assertThat(get(plugin.metadata(Metric.EMPTY)))
                .containsEntry("hanging", "1")
                .containsEntry("cancelled", "0"));

        call.cancel(true);

        String cancelled = tellsThePluginOfCancellation() ? "1" : "0";
        await().atMost(SOON).untilAsserted(() -> assertThat(get(plugin.metadata(Metric.EMPTY)))
                .containsEntry("cancelled", cancelled));
    }

    @Test
    void nothing_is_sent_before_somebody_subscribes_and_each_subscription_is_a_call() {
        Uni<Void> initialize = plugin.initialize();
        get(initialize);
        assertThatThrownBy(() -> get(initialize)).isInstanceOf(ProviderException.class);
    }

    @Test
    void a_ping_is_answered() {
        get(plugin.ping());
        assertThat(plugin.closed().toCompletableFuture()).isNotDone();
    }

    @Test
    void a_closed_connection_fails_its_calls_and_says_why() {
        CompletableFuture<Measurement> call = does("hang", "").subscribeAsCompletionStage();
        await().atMost(SOON).untilAsserted(() -> assertThat(get(plugin.metadata(Metric.EMPTY)))
                .containsEntry("hanging", "1"));

        plugin.close();
        plugin.close();

        assertThat(call).failsWithin(SOON).withThrowableThat().havingCause().satisfies(this::saysGone);
        assertThatThrownBy(() -> get(plugin.type())).satisfies(this::saysGone);
        assertThat(plugin.closed().toCompletableFuture()).succeedsWithin(SOON).isEqualTo("Assay closed the connection");
        get(plugin.quit());
    }

    /** The plugin got what was sent; over a protocol with Go's types only, the fields that these have. */
    private void assertArrived(Measurement echo, String name, ObjectNode sent) {
        if (carriesUnknownFields()) {
            assertThat(echo.metadata()).containsEntry(name, sent.toString());
            return;
        }
        assertThat(echo.metadata()).containsKey(name);
        ObjectNode arrived = json(echo.metadata().get(name));
        sent.path("metadata").properties().forEach(field -> assertThat(
                        arrived.path("metadata").path(field.getKey()))
                .isEqualTo(field.getValue()));
        assertThat(arrived.path("name").asText("")).isEqualTo(sent.path("name").asText(""));
        assertThat(arrived.path("provider").path("plugin"))
                .isEqualTo(sent.path("provider").path("plugin"));
        assertThat(arrived.path("spec").has("unknown")).isFalse();
    }

    protected final void saysGone(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        CallException.class, e -> assertThat(e.remedy()).isEqualTo(Remedy.RESTARTING))
                .hasMessageContaining("the connection to it is gone")
                .hasMessageEndingWith("; call again once the plugin has been restarted");
    }

    protected final Uni<Measurement> does(String what, String argument) {
        return plugin.run(AnalysisRun.EMPTY, metric("{'do':'" + what + "','argument':'" + argument + "'}"));
    }

    protected static Metric metric(String config) {
        return new Metric(json("{'name':'m','provider':{'plugin':{'assay/contract':" + config + "}}}"));
    }

    protected static ObjectNode json(String text) {
        try {
            return (ObjectNode) new JsonMapper().readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    protected static <T> T get(Uni<T> answer) {
        return answer.await().atMost(SOON);
    }
}
