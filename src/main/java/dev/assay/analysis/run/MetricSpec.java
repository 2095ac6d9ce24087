package dev.assay.analysis.run;

import dev.assay.metric.Metric;
import dev.assay.text.GoDuration;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The part of a metric's spec that its way through a run depends on. Numbers are cut to 32 bits where Argo does so.
 *
 * @param index in the spec, from 0
 * @param initialDelay zero is one, too: the first measurement then waits until the run has started
 * @param effectiveCount absent for a metric that is measured until somebody ends the run
 * @param failureLimit negative for none
 * @param consecutiveSuccessLimit zero for none
 * @param retention how many measurements are kept
 */
record MetricSpec(
        int index,
        String name,
        Optional<Duration> interval,
        Optional<Duration> initialDelay,
        OptionalInt effectiveCount,
        int failureLimit,
        int inconclusiveLimit,
        int consecutiveErrorLimit,
        int consecutiveSuccessLimit,
        boolean dryRun,
        int retention) {
    private static final int DEFAULT_CONSECUTIVE_ERROR_LIMIT = 4;

    /** @param metric one that Argo's validation accepts, with its arguments filled in */
    static MetricSpec of(int index, Metric metric, boolean dryRun, int retention) {
        Optional<Duration> interval = duration(metric, "interval");
        return new MetricSpec(
                index,
                metric.name(),
                interval,
                duration(metric, "initialDelay"),
                effectiveCount(metric.limit("count", 0), interval.isPresent()),
                (int) metric.limit("failureLimit", 0),
                (int) metric.limit("inconclusiveLimit", 0),
                (int) metric.limit("consecutiveErrorLimit", DEFAULT_CONSECUTIVE_ERROR_LIMIT),
                (int) metric.limit("consecutiveSuccessLimit", 0),
                dryRun,
                retention);
    }

    boolean countReached(Counts counts) {
        return effectiveCount.isPresent() && counts.count() >= effectiveCount.getAsInt();
    }

    private static OptionalInt effectiveCount(long count, boolean repeated) {
        if (count != 0) {
            return OptionalInt.of((int) count);
        }
        return repeated ? OptionalInt.empty() : OptionalInt.of(1);
    }

    private static Optional<Duration> duration(Metric metric, String field) {
        String text = metric.json().path(field).asText("");
        return text.isEmpty() ? Optional.empty() : Optional.of(GoDuration.parse(text));
    }
}
