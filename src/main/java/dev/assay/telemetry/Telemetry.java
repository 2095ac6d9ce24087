package dev.assay.telemetry;

import dev.assay.host.facts.HostObserver;
import dev.assay.host.facts.PluginObserver;
import dev.assay.host.facts.ReadingOutcome;
import dev.assay.install.progress.DownloadObserver;
import dev.assay.install.progress.DownloadOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/** The meters of the host and of each plugin. Thread-safe. */
public final class Telemetry implements HostObserver, DownloadObserver {
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final ToLongFunction<String> lostLines;
    private final MeasuredValues values;
    private final AfterBoot afterBoot;
    private final Map<String, PluginMeters> plugins = new ConcurrentHashMap<>();
    private final Map<ReadingOutcome, Counter> readings = new EnumMap<>(ReadingOutcome.class);
    private final AtomicLong acceptedMillis = new AtomicLong();
    private final AtomicLong bootNanos = new AtomicLong();

    /**
     * @param registry where all meters are registered at once, as far as they belong to no plugin
     * @param lostLines gives the number of log lines of a plugin that were left out so far
     * @param values whether the measured values are metrics too
     * @param worker registers the meters of plugins once boot is over, or lasts long
     */
    public Telemetry(
            MeterRegistry registry,
            InstantSource clock,
            ToLongFunction<String> lostLines,
            boolean values,
            Executor worker,
            ScheduledExecutorService timer) {
        this.afterBoot = new AfterBoot(worker, timer);
        this.values = new MeasuredValues(registry, values);
        this.registry = registry;
        this.clock = clock;
        this.lostLines = lostLines;
        for (ReadingOutcome outcome : ReadingOutcome.values()) {
            readings.put(
                    outcome,
                    Counter.builder("assay.configuration.readings")
                            .description("Readings of the configuration that differed from the one before")
                            .tag(MeterNames.OUTCOME, outcome.text())
                            .register(registry));
        }
        TimeGauge.builder(
                        "assay.configuration.accepted.timestamp",
                        acceptedMillis,
                        TimeUnit.MILLISECONDS,
                        AtomicLong::get)
                .description("When the configuration that is in force was read; 0 before the first good reading")
                .register(registry);
        TimeGauge.builder("assay.boot.duration", bootNanos, TimeUnit.NANOSECONDS, AtomicLong::get)
                .description("Time that the boot took; 0 before its end")
                .register(registry);
    }

    @Override
    public PluginObserver onAdded(String plugin) {
        PluginMeters meters = new PluginMeters(
                registry,
                plugin,
                () -> lostLines.applyAsLong(plugin),
                values,
                afterBoot,
                removed -> plugins.remove(plugin, removed));
        plugins.put(plugin, meters);
        return meters;
    }

    /** Counts nothing for a plugin that was removed meanwhile. */
    @Override
    public void onEnded(String plugin, DownloadOutcome outcome, long bytes, Duration took) {
        PluginMeters meters = plugins.get(plugin);
        if (meters != null) {
            meters.onDownload(outcome, bytes, took);
        }
    }

    @Override
    public void onReading(ReadingOutcome outcome) {
        Objects.requireNonNull(readings.get(outcome)).increment();
        if (outcome == ReadingOutcome.ACCEPTED) {
            acceptedMillis.set(clock.millis());
        }
    }

    @Override
    public void onBooted(Duration took) {
        bootNanos.set(took.toNanos());
        afterBoot.begin();
    }
}
