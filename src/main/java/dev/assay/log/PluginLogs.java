package dev.assay.log;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jboss.logmanager.LogContext;

/**
 * The logs of all plugins. All streams of one plugin name share one budget of lines, also across restarts. Once in ten
 * seconds at most, a line says how many were left out. Thread-safe.
 */
public final class PluginLogs implements Function<String, PluginLog> {
    /** The category above those of all plugins. */
    public static final String CATEGORY = "dev.assay.plugin-log";

    private static final Logger LOG = Logger.getLogger(PluginLogs.class);

    /** A flood goes on for longer than a moment; one line in this time is enough to see it. */
    private static final Duration REPORT = Duration.ofSeconds(10);

    private final LogLimit limit;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanos;

    /** By plugin name. */
    private final Map<String, LogBudget> budgets = new ConcurrentHashMap<>();

    /** Kept, because the log manager forgets the level of a logger that nobody holds. */
    private final java.util.logging.Logger category = java.util.logging.Logger.getLogger(CATEGORY);

    /**
     * @param level the name of the lowest level of lines that are logged, for instance {@code DEBUG}; empty for that of
     *     Assay's own log
     * @param timer for the lines on what was left out
     * @param nanos as {@link System#nanoTime}
     */
    public PluginLogs(LogLimit limit, Optional<String> level, ScheduledExecutorService timer, LongSupplier nanos) {
        this.limit = limit;
        this.timer = timer;
        this.nanos = nanos;
        level.ifPresent(name -> category.setLevel(LogContext.getLogContext().getLevelForName(name)));
    }

    /** The log of one stream of the plugin of this name. */
    @Override
    public PluginLog apply(String plugin) {
        return new JBossPluginLog(plugin, this, nanos);
    }

    /** Whether the line may be logged. */
    boolean take(String plugin, Logger.Level level) {
        LogBudget budget = budget(plugin);
        boolean may = budget.take(level);
        if (!may) {
            reportLater(plugin, budget);
        }
        return may;
    }

    /** Counts a line that is too much for another reason. */
    void leaveOut(String plugin, Logger.Level level) {
        LogBudget budget = budget(plugin);
        budget.leaveOut(level);
        reportLater(plugin, budget);
    }

    /** How many lines of the plugin of this name were left out so far. */
    public long leftOut(String plugin) {
        LogBudget known = budgets.get(plugin);
        return known == null ? 0 : known.allLeftOut();
    }

    private LogBudget budget(String plugin) {
        return budgets.computeIfAbsent(plugin, name -> new LogBudget(limit, nanos));
    }

    private void reportLater(String plugin, LogBudget budget) {
        if (budget.beginReport()) {
            try {
                var unused = timer.schedule(() -> report(plugin, budget), REPORT.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                // Assay is ending.
                report(plugin, budget);
            }
        }
    }

    private static void report(String plugin, LogBudget budget) {
        budget.takeLeftOut()
                .ifPresent(lines -> LOG.warnf(
                        "tried to log all lines of plugin %s, but it writes too many, and %s were left out; let it write"
                                + " less, or raise assay.log.rate and assay.log.burst",
                        plugin, lines));
    }
}
