package dev.assay.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.Phase;
import dev.assay.metric.ProviderException;
import dev.assay.plugin.PluginServer;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/**
 * The plugin that {@code MetricProviderContract} talks to. What it does is the text {@code do} in its part of the metric;
 * without one it answers with what it was given. It also is a program.
 */
public final class ContractPlugin implements MetricProvider {
    static final Instant STARTED = Instant.parse("2024-02-29T23:59:59.123456789Z");

    private final ConcurrentHashMap<String, CompletableFuture<String>> gates = new ConcurrentHashMap<>();
    private final AtomicInteger initialized = new AtomicInteger();
    private final AtomicInteger hanging = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    public static void main(String[] args) {
        PluginServer.serve(new ContractPlugin());
    }

    @Override
    public Uni<Void> initialize() {
        return Uni.createFrom().deferred(() -> {
            boolean first = initialized.incrementAndGet() == 1;
            return first
                    ? Uni.createFrom().voidItem()
                    : Uni.createFrom().failure(new ProviderException("initialised twice: \u00e4\u20ac\ud83d\ude80"));
        });
    }

    @Override
    public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        JsonNode config = config(metric);
        String argument = config.path("argument").asText("");
        return switch (config.path("do").asText("")) {
            case "fail" -> Uni.createFrom().failure(new ProviderException(argument));
            case "throw" -> throw new IllegalStateException(argument);
            case "nothing" -> Uni.createFrom().nullItem();
            case "phase" -> measured(argument, "");
            case "big" -> measured("Successful", "x".repeat(config.path("size").asInt()));
            case "await" ->
                Uni.createFrom().completionStage(gate(argument)).chain(opened -> measured("Successful", opened));
            case "open" -> {
                gate(argument).complete("opened");
                yield measured("Successful", "opener");
            }
            case "hang" ->
                Uni.createFrom()
                        .<Measurement>nothing()
                        .onSubscription()
                        .invoke(hanging::incrementAndGet)
                        .onCancellation()
                        .invoke(cancelled::incrementAndGet);
            case "print" -> {
                System.out.println("out: " + argument);
                System.err.println("err: " + argument);
                Logger.getLogger("contract").warning("log: " + argument);
                yield measured("Successful", "");
            }
            default -> echo(analysisRun, metric, Map.of());
        };
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return echo(analysisRun, metric, Map.of("verb", "resume", "was", measurement.toString()));
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return Uni.createFrom().item(measurement.withMessage("terminated"));
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return limit >= 0
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(new ProviderException("cannot keep " + limit + " measurements"));
    }

    @Override
    public Uni<String> type() {
        return Uni.createFrom().item("ContractPlugin");
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        if (config(metric).path("do").asText().equals("fail")) {
            return Uni.createFrom().failure(new ProviderException("no metadata"));
        }
        return Uni.createFrom()
                .item(() -> Map.of(
                        "hanging", hanging.toString(),
                        "cancelled", cancelled.toString(),
                        "config", config(metric).toString()));
    }

    private static Uni<Measurement> echo(AnalysisRun analysisRun, Metric metric, Map<String, String> more) {
        Map<String, String> metadata = new LinkedHashMap<>(more);
        metadata.put("analysisRun", analysisRun.text());
        metadata.put("metric", metric.text());
        return Uni.createFrom()
                .item(new Measurement(
                        Phase.RUNNING,
                        "echo",
                        STARTED,
                        null,
                        config(metric).toString(),
                        metadata,
                        STARTED.plusSeconds(1)));
    }

    private static Uni<Measurement> measured(String phase, String value) {
        return Uni.createFrom().item(new Measurement(new Phase(phase), "", STARTED, STARTED, value, Map.of(), null));
    }

    private CompletableFuture<String> gate(String name) {
        return gates.computeIfAbsent(name, n -> new CompletableFuture<>());
    }

    private static JsonNode config(Metric metric) {
        return metric.plugin().map(Metric.PluginEntry::config).orElse(NullNode.instance);
    }
}
