package dev.assay.telemetry;

import com.google.common.base.Suppliers;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.metric.Phase;
import dev.assay.wire.Traffic;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The meters of the service itself, which read their values when they are asked. */
public final class ServiceMeters {
    /** The files of a store are looked at this often at most. */
    private static final long STORE_SECONDS = 60;

    /** The reasons for which a caller is not let in. */
    private static final List<Kind> REFUSALS =
            List.of(Kind.UNKNOWN_CALLER, Kind.FORBIDDEN, Kind.UNCHECKED, Kind.TOO_MANY_TOKENS);

    private static final List<Phase> PHASES_OF_RUNS =
            List.of(Phase.RUNNING, Phase.SUCCESSFUL, Phase.FAILED, Phase.INCONCLUSIVE, Phase.ERROR);

    private final MeterRegistry registry;

    public ServiceMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * @param faulty whether the present configuration is not in force
     * @param ready whether the service may be given work
     */
    public ServiceMeters host(BooleanSupplier faulty, BooleanSupplier ready) {
        gauge("assay.configuration.fault", "Whether the configuration as it stands is not in force", faulty);
        gauge("assay.ready", "Whether the service may be given work", ready);
        return this;
    }

    /**
     * @param inFlight the calls that one plugin may work at
     * @param waiting the calls that may wait for one plugin
     */
    public ServiceMeters limits(int inFlight, int waiting) {
        Gauge.builder("assay.calls.in.flight.limit", () -> inFlight)
                .description("Calls that one plugin may work at, as assay.call.in-flight says")
                .register(registry);
        Gauge.builder("assay.calls.waiting.limit", () -> waiting)
                .description("Calls that may wait for one plugin, as assay.call.queue says")
                .register(registry);
        return this;
    }

    /**
     * @param phases how many AnalysisRuns have each phase
     * @param memory that they take, in bytes
     */
    public ServiceMeters analysisRuns(Supplier<Map<Phase, Integer>> phases, LongSupplier memory) {
        for (Phase phase : PHASES_OF_RUNS) {
            Gauge.builder("assay.analysis.runs", () -> phases.get().getOrDefault(phase, 0))
                    .description("AnalysisRuns that are kept")
                    .tag("phase", phase.text())
                    .register(registry);
        }
        Gauge.builder("assay.analysis.runs.memory", memory::getAsLong)
                .baseUnit(MeterNames.BYTES)
                .description("Memory that the AnalysisRuns take, as estimated for assay.analysis-runs.memory-percent")
                .register(registry);
        return this;
    }

    /** @param protocol for instance {@code netrpc} */
    public ServiceMeters traffic(String protocol, Traffic traffic) {
        Tags tags = Tags.of("protocol", protocol);
        bytes(tags.and("direction", "sent"), traffic::sent);
        bytes(tags.and("direction", "received"), traffic::received);
        return this;
    }

    private void bytes(Tags tags, LongSupplier count) {
        counter("assay.wire", "Bytes to and from plugins", count)
                .baseUnit(MeterNames.BYTES)
                .tags(tags)
                .register(registry);
    }

    /** @param count of the fields that could not be sent over net/rpc so far */
    public ServiceMeters unknownFields(LongSupplier count) {
        counter(
                        "assay.wire.unknown.fields",
                        "Fields of manifests that were not sent to plugins, because Argo's types do not have them",
                        count)
                .register(registry);
        return this;
    }

    /** @param refused how many requests were refused so far for a reason */
    public ServiceMeters access(ToLongFunction<Kind> refused) {
        for (Kind kind : REFUSALS) {
            counter("assay.access.refused", "Requests of callers who were not let in", () -> refused.applyAsLong(kind))
                    .tag("reason", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .register(registry);
        }
        return this;
    }

    /** @param bytes of the store; may block, and is not asked for each scrape */
    public ServiceMeters store(Supplier<Long> bytes) {
        com.google.common.base.Supplier<Long> size =
                Suppliers.memoizeWithExpiration(bytes::get, STORE_SECONDS, TimeUnit.SECONDS);
        Gauge.builder("assay.store.size", size, Supplier::get)
                .strongReference(true)
                .baseUnit(MeterNames.BYTES)
                .description("Size of the files in the store of executables")
                .register(registry);
        return this;
    }

    /**
     * @param name of the TLS configuration
     * @param end of the certificate, as it was read last
     */
    public ServiceMeters certificate(String name, Supplier<Optional<Instant>> end) {
        TimeGauge.builder("assay.certificate.expiry.timestamp", () -> seconds(end), TimeUnit.SECONDS)
                .description("When the certificate that callers are shown ends")
                .tag("configuration", name)
                .register(registry);
        return this;
    }

    private static double seconds(Supplier<Optional<Instant>> end) {
        return end.get().map(Instant::getEpochSecond).orElse(0L);
    }

    private FunctionCounter.Builder<?> counter(String name, String description, LongSupplier count) {
        // The function holds what is counted: a counter itself holds its object weakly, and nobody else has this one.
        return FunctionCounter.builder(name, registry, any -> count.getAsLong()).description(description);
    }

    private void gauge(String name, String description, BooleanSupplier value) {
        Gauge.builder(name, () -> value.getAsBoolean() ? 1 : 0)
                .description(description)
                .register(registry);
    }
}
