package dev.assay.measure.run;

import dev.assay.log.LineBudget;
import dev.assay.log.LogFields;
import dev.assay.log.LogLimit;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.text.ForeignText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/** The log of the measurements of AnalysisRuns that have finished: a line each, within a rate for each plugin. Thread-safe. */
final class MeasurementLog {
    /** Switched off by {@code quarkus.log.category."dev.assay.measurements".level=OFF}. */
    private static final Logger LOG = Logger.getLogger("dev.assay.measurements");

    /** Callers choose the names of plugins; the one that was measured least recently gives way. */
    private static final int MOST_PLUGINS = 1000;

    private static final int LONGEST = 200;

    private final LogLimit limit;
    private final Executor writer;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanos;

    /** By the names of plugins. Guarded by this object. */
    private final Map<String, LineBudget> budgets = new LinkedHashMap<>(16, 0.75f, true);

    /** @param writer writes the lines */
    MeasurementLog(LogLimit limit, Executor writer, ScheduledExecutorService timer, LongSupplier nanos) {
        this.limit = limit;
        this.writer = writer;
        this.timer = timer;
        this.nanos = nanos;
    }

    /**
     * Logs a measurement where it has finished.
     *
     * @param run its name
     * @param mask of the run
     */
    void ended(String run, Metric metric, Measurement measurement, UnaryOperator<String> mask) {
        if (!measurement.phase().completed() || !LOG.isInfoEnabled()) {
            return;
        }
        String plugin = metric.pluginName();
        write(plugin, () -> write(run, metric, plugin, measurement, mask));
    }

    /**
     * Logs that old measurements are kept.
     *
     * @param run its name
     * @param reason why the plugin did not collect them
     * @param mask of the run
     */
    void kept(String run, Metric metric, String reason, UnaryOperator<String> mask) {
        String plugin = metric.pluginName();
        write(
                plugin,
                () -> LOG.warnf(
                        "tried to have plugin %s collect old measurements of %s of the AnalysisRun %s, but it said: %s;"
                                + " they are kept until it succeeds",
                        shown(plugin, mask), shown(metric.name(), mask), run, shown(reason, mask)));
    }

    private void write(String plugin, Runnable line) {
        if (!budget(plugin).take()) {
            return;
        }
        try {
            writer.execute(line);
        } catch (RejectedExecutionException e) {
            LOG.debug("Assay is ending, so a measurement is not logged");
        }
    }

    private synchronized LineBudget budget(String plugin) {
        LineBudget budget = budgets.computeIfAbsent(
                plugin, name -> new LineBudget(limit, timer, nanos, count -> report(name, count)));
        if (budgets.size() > MOST_PLUGINS) {
            budgets.remove(budgets.keySet().iterator().next());
        }
        return budget;
    }

    private static void report(String plugin, long count) {
        LogFields.with(
                Map.of("plugin", plugin),
                () -> LOG.infof(
                        "%d more lines on measurements with plugin %s were left out within %d s",
                        count, ForeignText.oneLine(plugin, LONGEST), LineBudget.REPORT.toSeconds()));
    }

    private static void write(
            String run, Metric metric, String plugin, Measurement measurement, UnaryOperator<String> mask) {
        String value = shown(measurement.value(), mask);
        Map<String, String> fields = Map.of(
                "plugin",
                plugin,
                "run",
                run,
                "metric",
                shown(metric.name(), mask),
                "phase",
                measurement.phase().text(),
                "value",
                value);
        LogFields.with(
                fields,
                () -> LOG.infof(
                        "AnalysisRun %s measured %s with plugin %s: %s%s%s%s%s",
                        run,
                        shown(metric.name(), mask),
                        shown(plugin, mask),
                        measurement.phase(),
                        part("value", value),
                        part("successCondition", shown(metric.successCondition(), mask)),
                        part("failureCondition", shown(metric.failureCondition(), mask)),
                        part("message", shown(measurement.message(), mask))));
    }

    private static String part(String name, String text) {
        return text.isEmpty() ? "" : ", " + name + " " + text;
    }

    /** A text as it stands in one line. It is masked as a whole: a part of a secret would not be known. */
    static String shown(String text, UnaryOperator<String> mask) {
        return ForeignText.oneLine(mask.apply(text), LONGEST);
    }
}
