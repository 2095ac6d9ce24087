package dev.assay.measure.run;

import dev.assay.log.LogLimit;
import dev.assay.manifest.PlacedObject;
import dev.assay.measure.FakePluginHost;
import dev.assay.measure.FakeProvider;
import dev.assay.measure.FieldValidation;
import dev.assay.measure.ManualTime;
import dev.assay.measure.Plan;
import dev.assay.measure.Planner;
import dev.assay.measure.PluginLookup;
import dev.assay.measure.RunLimits;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.secret.SecretRegistry;
import dev.assay.text.Json;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** AnalysisRuns on a plugin that is a fake, with a time that the test sets. */
final class RunFixture implements AutoCloseable {
    static final String SECRET = "a-secret-value";
    static final LogLimit LOG = new LogLimit(100, 100);

    final ManualTime time = new ManualTime();
    final FakePluginHost host = FakePluginHost.create();
    final FakeProvider plugin = host.prometheus();
    final SecretRegistry secrets = new SecretRegistry(time, time);
    final AnalysisRuns runs;

    private final Planner planner = new Planner(
            new RunLimits(1000, 10_000_000, Duration.ZERO),
            Set.of("default"),
            (namespace, reference) -> Uni.createFrom().item(SECRET),
            Runnable::run);

    RunFixture(RunsLimits limits) {
        runs = runs(limits);
    }

    /** Other runs on the same plugin. */
    AnalysisRuns runs(RunsLimits limits) {
        return new AnalysisRuns(new PluginLookup(host, secrets), time, Runnable::run, time, secrets, limits);
    }

    static RunsLimits limits(int maxRuns, long maxMemory) {
        return new RunsLimits(maxRuns, 100, maxMemory, LOG);
    }

    RunView create(String... metrics) {
        return runs.create(plan("'args': []", metrics), Caller.ASSAY);
    }

    /**
     * @param spec members of the spec
     * @param metrics the fields of each, with apostrophes for quotes
     */
    Plan plan(String spec, String... metrics) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < metrics.length; i++) {
            String provider = metrics[i].contains("provider")
                    ? ""
                    : ", 'provider': {'plugin': {'" + FakePluginHost.PROMETHEUS + "': {}}}";
            texts.add("{'name': 'm" + i + "'" + (metrics[i].isEmpty() ? "" : ", " + metrics[i]) + provider + "}");
        }
        return manifest("{'kind': 'AnalysisRun', 'apiVersion': 'argoproj.io/v1alpha1', 'metadata': {'name': 'run',"
                + " 'namespace': 'default'}, 'spec': {" + spec + ", 'metrics': [" + String.join(", ", texts) + "]}}");
    }

    /** @param json with apostrophes for quotes */
    Plan manifest(String json) {
        return planner.planRun(
                        List.of(PlacedObject.of(Json.object(json.replace('\'', '"')))),
                        Map.of(),
                        FieldValidation.STRICT)
                .await()
                .indefinitely();
    }

    List<RunView> list() {
        return runs.page(RunQuery.of(List.of(), null, null)).runs();
    }

    RunView get(String name) {
        return runs.get(name).orElseThrow();
    }

    long calls(String verb) {
        return plugin.calls.stream().filter(call -> call.startsWith(verb)).count();
    }

    static Measurement running(Instant resumeAt) {
        return new Measurement(Phase.RUNNING, "", null, null, "", Map.of(), resumeAt);
    }

    @Override
    public void close() {
        time.shutdownNow();
    }
}
