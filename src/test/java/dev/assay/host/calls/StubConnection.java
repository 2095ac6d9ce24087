package dev.assay.host.calls;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.wire.PluginConnection;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A connection whose answers the test gives by hand, each when it likes. */
public final class StubConnection implements PluginConnection {
    public final List<CompletableFuture<Measurement>> runs = new ArrayList<>();
    public final CompletableFuture<String> closed = new CompletableFuture<>();
    public Uni<Void> initialization = Uni.createFrom().voidItem();
    public Uni<Void> pong = Uni.createFrom().voidItem();
    /** Thrown by {@link #ping}. */
    public Optional<Error> failure = Optional.empty();

    public int cancelled;
    public long answers;
    public int quits;

    @Override
    public long answers() {
        return answers;
    }

    @Override
    public Uni<Void> initialize() {
        return initialization;
    }

    @Override
    public Uni<Measurement> run(AnalysisRun analysisRun, Metric metric) {
        return Uni.createFrom().emitter(emitter -> {
            CompletableFuture<Measurement> answer = new CompletableFuture<>();
            runs.add(answer);
            answer.whenComplete((item, failure) -> {
                if (failure == null) {
                    emitter.complete(item);
                } else {
                    emitter.fail(failure);
                }
            });
            emitter.onTermination(() -> cancelled += answer.isDone() ? 0 : 1);
        });
    }

    /** Breaks the connection as a transport tells it: every call fails, then the end of the connection is told. */
    public void breakOff() {
        List.copyOf(runs)
                .forEach(run -> run.completeExceptionally(
                        new CallException(Remedy.RESTARTING, "tried to run a metric, but the connection was lost")));
        closed.complete("connection reset");
    }

    @Override
    public Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return Uni.createFrom().item(measurement);
    }

    @Override
    public Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) {
        return Uni.createFrom().item(measurement);
    }

    @Override
    public Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<String> type() {
        return Uni.createFrom().item("Stub");
    }

    @Override
    public Uni<Map<String, String>> metadata(Metric metric) {
        return Uni.createFrom().item(Map.of());
    }

    @Override
    public Uni<Void> ping() {
        failure.ifPresent(error -> {
            throw error;
        });
        return pong;
    }

    @Override
    public Uni<Void> quit() {
        quits++;
        return Uni.createFrom().voidItem();
    }

    @Override
    public CompletableFuture<String> closed() {
        return closed;
    }

    @Override
    public void close() {
        closed.complete("closed by the host");
    }
}
