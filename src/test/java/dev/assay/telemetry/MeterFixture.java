package dev.assay.telemetry;

import dev.assay.host.facts.CallOutcome;
import dev.assay.host.facts.CallSubject;
import dev.assay.host.facts.EndedCall;
import dev.assay.host.facts.PluginObserver;
import dev.assay.host.facts.PluginReadings;
import dev.assay.host.status.CallCounts;
import dev.assay.host.status.PluginState;
import dev.assay.install.progress.DownloadOutcome;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.metric.Verb;
import dev.assay.process.ProcessUsage;
import dev.assay.testing.FakeTime;
import dev.assay.wire.Traffic;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** All meters of Assay in a registry of their own, of the kind that Quarkus has. */
@SuppressWarnings("deprecation")
final class MeterFixture implements PluginReadings {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final Telemetry telemetry =
            new Telemetry(registry, InstantSource.fixed(NOW), plugin -> 7, true, Runnable::run, new FakeTime());
    final AtomicReference<PluginState> state = new AtomicReference<>(PluginState.READY);

    /** Boot is over. */
    MeterFixture() {
        telemetry.onBooted(Duration.ofSeconds(1));
    }

    /** Registers the meters of the service. */
    MeterFixture withService() {
        new ServiceMeters(registry)
                .host(() -> false, () -> true)
                .limits(256, 1024)
                .analysisRuns(() -> Map.of(Phase.RUNNING, 1), () -> 2048)
                .traffic("netrpc", new Traffic())
                .unknownFields(() -> 3)
                .access(reason -> 1)
                .store(() -> 4096L)
                .certificate("callers", () -> Optional.of(NOW));
        return this;
    }

    /** A plugin with one call, one download and one sample of its process. */
    PluginObserver plugin(String name) {
        PluginObserver plugin = telemetry.onAdded(name);
        plugin.onBegun(this);
        plugin.onCall(call(
                CallOutcome.ANSWERED,
                Optional.of(Measurement.EMPTY.withPhase(Phase.SUCCESSFUL).withValue("0.5"))));
        telemetry.onEnded(name, DownloadOutcome.DOWNLOADED, 1000, Duration.ofSeconds(2));
        return plugin;
    }

    static EndedCall call(CallOutcome outcome, Optional<Measurement> measurement) {
        return new EndedCall(
                new CallSubject(Verb.RUN, AnalysisRun.EMPTY, Metric.EMPTY),
                Caller.ASSAY,
                outcome,
                measurement,
                Duration.ofMillis(2),
                Duration.ofMillis(42),
                null);
    }

    String scrape() {
        return registry.scrape();
    }

    @Override
    public PluginState state() {
        return state.get();
    }

    @Override
    public CallCounts calls() {
        return new CallCounts(2, 1, 0);
    }

    @Override
    public int restarts() {
        return 3;
    }

    @Override
    public Optional<ProcessUsage> usage() {
        return Optional.of(new ProcessUsage(Duration.ofSeconds(10), Duration.ofMillis(2500), 0.25, 8 << 20, 1, 12, 9));
    }
}
