package dev.assay.bench;

import dev.assay.metric.AnalysisRun;
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
import java.util.function.Consumer;

/**
 * Callers that each have one call in flight, and make the next when it is answered, on the thread that brought the
 * answer; none has a thread of its own, as it is in the host.
 */
final class Callers implements Load {
    private final Call call;
    private final int count;

    /** Makes a call. */
    interface Call {
        /**
         * Returns before the answer is there.
         *
         * @param answered is told the phase of the measurement, at the end of the call
         * @param failed is told why there is no measurement
         */
        void begin(Consumer<String> answered, Consumer<Throwable> failed);
    }

    Callers(Call call, int count) {
        this.call = call;
        this.count = count;
    }

    /** Callers in the process of the host. */
    static Callers of(MetricProvider provider, Metric metric, int count) {
        return new Callers(
                (answered, failed) -> {
                    Cancellable unused = provider.run(AnalysisRun.EMPTY, metric)
                            .subscribe()
                            .with(
                                    measurement ->
                                            answered.accept(measurement.phase().text()),
                                    failed);
                },
                count);
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
            call.begin(phase -> answered(phase, begin), done::completeExceptionally);
        }

        private void answered(String phase, long begin) {
            long now = System.nanoTime();
            nanos.add(now - begin);
            if (!phase.equals(Phase.SUCCESSFUL.text())) {
                done.completeExceptionally(new IllegalStateException("a call failed, its phase is " + phase));
            } else if (now < end) {
                call();
            } else {
                done.complete(nanos);
            }
        }
    }
}
