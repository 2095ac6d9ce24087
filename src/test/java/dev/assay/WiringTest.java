package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.manifest.PlacedObject;
import dev.assay.measure.FakePluginHost;
import dev.assay.measure.FakeProvider;
import dev.assay.measure.FieldValidation;
import dev.assay.measure.MeasureEvent;
import dev.assay.measure.Measurer;
import dev.assay.measure.Plan;
import dev.assay.measure.Planner;
import dev.assay.measure.PluginLookup;
import dev.assay.measure.RunLimits;
import dev.assay.measure.RunManifests;
import dev.assay.metric.Caller;
import dev.assay.metric.Phase;
import dev.assay.secret.SecretMask;
import dev.assay.secret.SecretRegistry;
import dev.assay.text.Json;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WiringTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final ScheduledThreadPoolExecutor timer = Wiring.timer();
    private final FakePluginHost host = FakePluginHost.create();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void a_run_whose_caller_leaves_while_it_waits_leaves_nothing_in_the_timer() {
        host.scrape().onRun = metric -> FakeProvider.item(FakeProvider.phase(Phase.RUNNING));
        Measurer measurer = new Measurer(
                new PluginLookup(host, SecretMask.NONE),
                timer,
                Runnable::run,
                InstantSource.system(),
                System::nanoTime,
                new SecretRegistry(timer, System::nanoTime));
        AssertSubscriber<MeasureEvent> caller = AssertSubscriber.create(Long.MAX_VALUE);
        measurer.events(plan(), Caller.ASSAY).subscribe().withSubscriber(caller);
        assertThat(timer.getQueue()).hasSize(1);

        caller.cancel();

        assertThat(timer.getQueue()).isEmpty();
        assertThat(host.scrape().calls).containsExactly("run m", "terminate m");
    }

    private static Plan plan() {
        return new Planner(
                        new RunLimits(1, 1000, HOUR),
                        Set.of(),
                        (namespace, reference) -> {
                            throw new AssertionError("no Secret may be read");
                        },
                        Runnable::run)
                .plan(
                        List.of(PlacedObject.of(Json.object(RunManifests.run("", RunManifests.plugin("m"))))),
                        Map.of(),
                        HOUR,
                        FieldValidation.STRICT)
                .await()
                .indefinitely();
    }
}
