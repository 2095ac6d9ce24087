package dev.assay.telemetry;

import dev.assay.host.facts.EndedCall;
import dev.assay.host.facts.ExitReason;
import dev.assay.host.facts.PluginObserver;
import dev.assay.host.facts.PluginReadings;
import dev.assay.host.status.PluginState;
import dev.assay.install.progress.DownloadOutcome;
import dev.assay.process.ProcessUsage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** The meters of one plugin name. */
final class PluginMeters implements PluginObserver {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final MeterGroup meters;
    private final String name;
    private final MeasuredValues values;
    private final Tags plugin;
    private final LongSupplier lostLines;
    private final Consumer<PluginMeters> onRemoved;
    private final Executor later;
    private final CallMeters calls;
    private final LazyMeter<Counter> launches;
    private final LazyMeter<Timer> starts;
    private final Map<ExitReason, LazyMeter<Counter>> exits = new EnumMap<>(ExitReason.class);
    private final LazyMeter<Timer> answeredChecks;
    private final LazyMeter<Counter> unansweredChecks;

    /**
     * @param lostLines gives the number of log lines that were left out so far
     * @param values of all plugins
     * @param later registers what has had no event yet
     * @param onRemoved told of these meters once they are removed
     */
    PluginMeters(
            MeterRegistry registry,
            String plugin,
            LongSupplier lostLines,
            MeasuredValues values,
            Executor later,
            Consumer<PluginMeters> onRemoved) {
        this.name = plugin;
        this.values = values;
        this.lostLines = lostLines;
        this.later = later;
        this.onRemoved = onRemoved;
        values.add(plugin);
        this.meters = new MeterGroup(registry);
        this.plugin = Tags.of(MeterNames.PLUGIN, plugin);
        this.calls = new CallMeters(meters, this.plugin);
        this.launches = counter(Counter.builder("assay.plugin.launches").description("Processes that were started"));
        this.starts = timer(Timer.builder("assay.plugin.start.duration")
                .description(
                        "Time from the beginning of an attempt, with the installation, until the plugin was Ready"));
        for (ExitReason reason : ExitReason.values()) {
            exits.put(
                    reason,
                    counter(Counter.builder("assay.plugin.exits")
                            .description("Processes that have ended")
                            .tag("reason", reason.text())));
        }
        this.answeredChecks = timer(Timer.builder("assay.plugin.health.check.duration")
                .description("Time of the health checks that were answered"));
        this.unansweredChecks = counter(Counter.builder("assay.plugin.health.check.failures")
                .description("Health checks that were not answered in time, or with a failure"));
        later.execute(this::begin);
    }

    /** Registers what has had no event yet, so that Prometheus sees the first one as an increase. */
    private void begin() {
        calls.begin();
        launches.begin();
        starts.begin();
        exits.values().forEach(LazyMeter::begin);
        answeredChecks.begin();
        unansweredChecks.begin();
    }

    /** Counts a download for this plugin. */
    void onDownload(DownloadOutcome outcome, long bytes, Duration took) {
        meters.add(registry -> Counter.builder("assay.plugin.downloads")
                        .description("Downloads of the plugin's executable that have ended, with all their attempts")
                        .tags(plugin)
                        .tag(MeterNames.OUTCOME, outcome.text())
                        .register(registry))
                .ifPresent(Counter::increment);
        meters.add(registry -> Counter.builder("assay.plugin.download")
                        .baseUnit(MeterNames.BYTES)
                        .description("Bytes that came in downloads of the plugin's executable")
                        .tags(plugin)
                        .register(registry))
                .ifPresent(counter -> counter.increment((double) bytes));
        meters.add(registry -> Timer.builder("assay.plugin.download.duration")
                        .description("Time of the downloads of the plugin's executable, with all their attempts")
                        .tags(plugin)
                        .register(registry))
                .ifPresent(timer -> timer.record(took));
    }

    @Override
    public void onBegun(PluginReadings readings) {
        later.execute(() -> addReadings(readings));
    }

    private void addReadings(PluginReadings readings) {
        for (PluginState state : PluginState.values()) {
            gauge(Gauge.builder("assay.plugin.state", readings, now -> now.state() == state ? 1 : 0)
                    .description("Whether the plugin is in this state: 1 for one state, 0 for the others")
                    .tag("state", state.text()));
        }
        gauge(Gauge.builder("assay.plugin.calls.in.flight", readings, now -> now.calls()
                        .inFlight())
                .description("Calls that were sent to a process of the plugin, and are not answered yet"));
        gauge(Gauge.builder("assay.plugin.calls.waiting", readings, now -> now.calls()
                        .waiting())
                .description("Calls that wait for a process of the plugin, or for a place there"));
        gauge(Gauge.builder("assay.plugin.calls.given.up", readings, now -> now.calls()
                        .givenUp())
                .description("Calls that the present process may still work at, though nobody waits for the answer"));
        counter(FunctionCounter.builder("assay.plugin.restarts", readings, PluginReadings::restarts)
                .description("Starts after the first one, that were no update"));
        addUsage(readings);
        counter(FunctionCounter.builder("assay.plugin.log.lines.left.out", lostLines, LongSupplier::getAsLong)
                .description("Log lines of the plugin that were left out, because it wrote too many"));
    }

    private void addUsage(PluginReadings readings) {
        counter(FunctionCounter.builder(
                        "assay.plugin.processor",
                        readings,
                        usage(used -> used.cpuTime().toNanos() / NANOS))
                .baseUnit(MeterNames.SECONDS)
                .description("Processor time of the plugin's present processes"));
        gauge(Gauge.builder("assay.plugin.resident.memory", readings, usage(ProcessUsage::residentBytes))
                .baseUnit(MeterNames.BYTES)
                .description("Memory of the plugin's processes, without pages of files"));
        gauge(Gauge.builder("assay.plugin.open.descriptors", readings, usage(ProcessUsage::openDescriptors))
                .description("Files, sockets and pipes that the plugin's processes have open"));
        gauge(Gauge.builder("assay.plugin.threads", readings, usage(ProcessUsage::threads))
                .description("Threads of the plugin's processes"));
        gauge(Gauge.builder("assay.plugin.processes", readings, usage(ProcessUsage::processes))
                .description("Processes of the plugin, with their descendants"));
    }

    /** Zero while there is no sample, so that sums over plugins stay numbers. */
    private static ToDoubleFunction<PluginReadings> usage(ToDoubleFunction<ProcessUsage> part) {
        return readings -> readings.usage().map(part::applyAsDouble).orElse(0.0);
    }

    @Override
    public void onCall(EndedCall call) {
        calls.count(call);
        values.keep(name, call);
    }

    @Override
    public void onLaunched() {
        launches.use(Counter::increment);
    }

    @Override
    public void onReady(Duration took) {
        starts.use(timer -> timer.record(took));
    }

    @Override
    public void onExited(ExitReason reason) {
        Objects.requireNonNull(exits.get(reason)).use(Counter::increment);
    }

    @Override
    public void onAnsweredCheck(Duration took) {
        answeredChecks.use(timer -> timer.record(took));
    }

    @Override
    public void onUnansweredCheck() {
        unansweredChecks.use(Counter::increment);
    }

    @Override
    public void onRemoved() {
        meters.remove();
        values.remove(name);
        onRemoved.accept(this);
    }

    private LazyMeter<Counter> counter(Counter.Builder builder) {
        return new LazyMeter<>(meters, builder.tags(plugin)::register);
    }

    private LazyMeter<Timer> timer(Timer.Builder builder) {
        return new LazyMeter<>(meters, builder.tags(plugin)::register);
    }

    private void gauge(Gauge.Builder<PluginReadings> builder) {
        var unused = meters.add(
                registry -> builder.tags(plugin).strongReference(true).register(registry));
    }

    private void counter(FunctionCounter.Builder<?> builder) {
        var unused = meters.add(registry -> builder.tags(plugin).register(registry));
    }
}
