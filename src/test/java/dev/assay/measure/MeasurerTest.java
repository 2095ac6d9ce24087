package dev.assay.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.manifest.PlacedObject;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.secret.SecretMask;
import dev.assay.secret.SecretRegistry;
import dev.assay.text.Json;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeasurerTest {
    private static final int METRICS = 1000;

    private final FakePluginHost host = new FakePluginHost();
    private final ManualTime time = new ManualTime();
    private final Measurer measurer = new Measurer(
            new PluginLookup(host, SecretMask.NONE), time, Runnable::run, time, time, new SecretRegistry(time, time));

    @AfterEach
    void stop() {
        time.shutdownNow();
    }

    @Test
    void a_thousand_metrics_have_all_begun_before_any_is_answered() {
        Map<String, UniEmitter<? super Measurement>> pending = new ConcurrentHashMap<>();
        host.scrape().onRun = metric -> Uni.createFrom().emitter(emitter -> pending.put(metric.name(), emitter));
        var events = measurer.events(plan(METRICS, Duration.ZERO), Caller.ASSAY)
                .subscribe()
                .withSubscriber(AssertSubscriber.<MeasureEvent>create(Long.MAX_VALUE));
        assertThat(pending).hasSize(METRICS);
        for (int i = METRICS - 1; i >= 0; i--) {
            pending.get("m" + i).complete(FakeProvider.phase(Phase.SUCCESSFUL));
        }
        List<MeasureEvent> items = events.assertCompleted().getItems();
        assertThat(items).hasSize(METRICS + 1);
        assertThat(((MetricResult) items.get(0)).name()).isEqualTo("m" + (METRICS - 1));
        assertThat(((RunStatus) items.get(METRICS)).results())
                .extracting(MetricResult::index)
                .containsExactlyElementsOf(IntStream.range(0, METRICS).boxed().toList());
    }

    @Test
    void a_slow_reader_loses_nothing() {
        var events = measurer.events(plan(METRICS, Duration.ZERO), Caller.ASSAY)
                .subscribe()
                .withSubscriber(AssertSubscriber.<MeasureEvent>create(1));
        assertThat(events.getItems()).hasSize(1);
        events.request(Long.MAX_VALUE);
        assertThat(events.assertCompleted().getItems()).hasSize(METRICS + 1);
    }

    @Test
    void a_run_that_is_followed_is_judged_by_its_end() {
        host.scrape().onRun = metric -> FakeProvider.item(FakeProvider.phase(Phase.RUNNING));
        host.scrape().onResume = last -> FakeProvider.item(FakeProvider.phase(Phase.FAILED));
        var events = measurer.events(plan(1, Duration.ofMinutes(1)), Caller.ASSAY)
                .subscribe()
                .withSubscriber(AssertSubscriber.<MeasureEvent>create(Long.MAX_VALUE));
        assertThat(events.getItems()).isEmpty();
        time.advance(Duration.ofSeconds(1));
        RunStatus status = (RunStatus) events.assertCompleted().getLastItem();
        assertThat(status.phase()).isEqualTo(Phase.FAILED);
        assertThat(status.completedAt()).isEqualTo(time.instant());
        assertThat(status.results().get(0).measurement().finishedAt()).isEqualTo(time.instant());
    }

    @Test
    void a_phase_that_argo_does_not_have_is_an_error_when_it_is_run_and_when_it_is_resumed() {
        host.scrape().onRun = metric ->
                FakeProvider.item(FakeProvider.phase(metric.name().equals("m0") ? new Phase("odd") : Phase.RUNNING));
        host.scrape().onResume = last -> FakeProvider.item(FakeProvider.phase(new Phase("even")));
        var events = measurer.events(plan(2, Duration.ofMinutes(1)), Caller.ASSAY)
                .subscribe()
                .withSubscriber(AssertSubscriber.<MeasureEvent>create(Long.MAX_VALUE));
        time.advance(Duration.ofSeconds(1));
        RunStatus status = (RunStatus) events.assertCompleted().getLastItem();
        assertThat(status.results())
                .allSatisfy(result -> assertThat(result.measurement().phase()).isEqualTo(Phase.ERROR));
        assertThat(status.results().get(0).measurement().message()).contains("\"odd\"");
        assertThat(status.results().get(1).measurement().message()).contains("\"even\"");
    }

    @Test
    void a_plugin_that_went_away_during_the_measurement_is_not_asked_for_metadata() {
        host.scrape().onRun = metric -> Uni.createFrom().item(() -> {
            host.lost.add(FakePluginHost.SCRAPE);
            return FakeProvider.phase(Phase.ERROR);
        });
        var events = measurer.events(plan(1, Duration.ZERO), Caller.ASSAY)
                .subscribe()
                .withSubscriber(AssertSubscriber.<MeasureEvent>create(Long.MAX_VALUE));
        RunStatus status = (RunStatus) events.assertCompleted().getLastItem();
        assertThat(status.phase()).isEqualTo(Phase.ERROR);
        assertThat(host.scrape().calls).containsExactly("run m0");
    }

    private static Plan plan(int metrics, Duration waitLimit) {
        String[] list = IntStream.range(0, metrics)
                .mapToObj(i -> RunManifests.plugin("m" + i))
                .toArray(String[]::new);
        return new Planner(
                        new RunLimits(METRICS, 1_000_000, Duration.ofMinutes(10)),
                        Set.of(),
                        SecretArgumentsTest.NONE,
                        Runnable::run)
                .plan(
                        List.of(PlacedObject.of(Json.object(RunManifests.run("", list)))),
                        Map.of(),
                        waitLimit,
                        FieldValidation.STRICT)
                .await()
                .indefinitely();
    }
}
