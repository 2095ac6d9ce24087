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
import dev.assay.secret.SecretFiles;
import dev.assay.secret.SecretMask;
import dev.assay.secret.SecretRegistry;
import dev.assay.testing.TestSettings;
import dev.assay.text.Json;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void the_content_of_a_file_with_a_token_is_hidden_as_is_a_token_itself(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "in-the-file-7f3a\n");
        SecretRegistry secrets = new SecretRegistry(timer, System::nanoTime);
        Map<String, String> environment =
                Map.of("JOB_TOKEN_FILE", file.toString(), "JOB_TOKEN", "in-the-variable-91c2");

        try (SecretFiles files =
                Wiring.hideInherited(TestSettings.of(Map.of()), environment, secrets, Runnable::run, timer)) {
            assertThat(files).isNotNull();
            assertThat(secrets.mask("in-the-file-7f3a in-the-variable-91c2"))
                    .doesNotContain("7f3a")
                    .doesNotContain("91c2");
        }
    }

    private static Plan plan() {
        return Planner.withoutSecrets(new RunLimits(1, 1000, HOUR), Runnable::run)
                .plan(
                        List.of(PlacedObject.of(Json.object(RunManifests.run("", RunManifests.plugin("m"))))),
                        Map.of(),
                        HOUR,
                        FieldValidation.STRICT)
                .await()
                .indefinitely();
    }
}
