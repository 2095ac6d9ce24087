package dev.assay.host.slot;

import dev.assay.host.facts.EndedCall;
import dev.assay.log.LineBudget;
import dev.assay.log.LogFields;
import dev.assay.log.LogLimit;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.text.ForeignText;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * The log of the calls of one plugin that failed. Each has a line, within a rate, and the number of those that were left
 * out is told. It has names and reasons, and no body. A call that succeeded costs nothing. Thread-safe.
 */
final class FailedCallLog {
    /** Switched off by {@code quarkus.log.category."dev.assay.calls".level=OFF}. */
    private static final Logger LOG = Logger.getLogger("dev.assay.calls");

    /** One line shows the fault, and some more whether it is always the same; a metric counts them all. */
    private static final LogLimit LIMIT = new LogLimit(1, 20);

    private static final int LONGEST = 500;

    private final String plugin;
    private final Executor writer;
    private final LineBudget budget;

    /**
     * @param writer writes the lines, since a failure is told within locks
     * @param timer for the lines on what was left out
     */
    FailedCallLog(String plugin, Executor writer, ScheduledExecutorService timer, LongSupplier nanos) {
        this.plugin = plugin;
        this.writer = writer;
        this.budget = new LineBudget(LIMIT, timer, nanos, count -> report(plugin, count));
    }

    void ended(EndedCall call) {
        if (call.isFailure() && LOG.isEnabled(Logger.Level.WARN) && budget.take()) {
            try {
                writer.execute(() -> write(call));
            } catch (RejectedExecutionException e) {
                LOG.debug("Assay is ending, so a failed call is not logged; its caller is told all the same");
            }
        }
    }

    private static void report(String plugin, long count) {
        LogFields.with(
                Map.of("plugin", plugin),
                () -> LOG.warnf(
                        "%d more calls of plugin %s failed within %d s and were not logged each",
                        count, plugin, LineBudget.REPORT.toSeconds()));
    }

    private void write(EndedCall call) {
        String phase =
                call.measurement().map(Measurement::phase).orElse(Phase.ERROR).text();
        String reason = call.failure() == null
                ? call.measurement().map(Measurement::message).orElse("")
                : Objects.toString(call.failure().getMessage(), call.failure().toString());
        long milliseconds = call.took().toMillis();
        Map<String, Object> fields = Map.of(
                "plugin",
                plugin,
                "verb",
                call.subject().verb().text(),
                "phase",
                phase,
                "outcome",
                call.outcome().text(),
                "caller",
                call.caller().name(),
                "milliseconds",
                milliseconds);
        LogFields.with(
                fields,
                () -> LOG.warnf(
                        "A call of plugin %s failed (%s, %s, for %s, after %d ms): %s",
                        plugin,
                        ForeignText.oneLine(call.subject().describe(), LONGEST),
                        phase,
                        ForeignText.oneLine(call.caller().name(), LONGEST),
                        milliseconds,
                        ForeignText.oneLine(reason, LONGEST)));
    }
}
