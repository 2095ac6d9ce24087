package dev.assay.bench;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.metric.Phase;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Callers that each have one call in flight, and make the next when it is answered, on the thread that brought the
 * answer; none has a thread of its own, as it is in the host.
 */
final class Callers implements Load {
    private final MetricProvider provider;
    private final AnalysisRun analysisRun;
    private final Metric metric;
    private final int count;

    Callers(MetricProvider provider, AnalysisRun analysisRun, Metric metric, int count) {
        this.provider = provider;
        this.analysisRun = analysisRun;
        this.metric = metric;
        this.count = count;
    }

    @Override
    public List<Long> callFor(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Caller caller = new Caller(end);
            callers.add(caller);
            caller.call();
        }
        List<Long> all = new ArrayList<>();
        for (Caller caller : callers) {
            try {
                all.addAll(caller.done.get());
            } catch (ExecutionException e) {
                throw new CompletionException(e.getCause());
            }
        }
        return all;
    }

    private final class Caller {
        private final List<Long> nanos = new ArrayList<>();
        private final CompletableFuture<List<Long>> done = new CompletableFuture<>();
        private final long end;

        Caller(long end) {
            this.end = end;
        }

        void call() {
            long begin = System.nanoTime();
            Cancellable unused = provider.run(analysisRun, metric)
                    .subscribe()
                    .with(measurement -> answered(measurement, begin), done::completeExceptionally);
        }

        private void answered(Measurement measurement, long begin) {
            long now = System.nanoTime();
            nanos.add(now - begin);
            if (!measurement.phase().equals(Phase.SUCCESSFUL)) {
                done.completeExceptionally(new IllegalStateException("a call failed: " + measurement));
            } else if (now < end) {
                call();
            } else {
                done.complete(nanos);
            }
        }
    }
}
