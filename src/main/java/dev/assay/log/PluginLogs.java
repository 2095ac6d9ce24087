package dev.assay.log;

import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jboss.logmanager.LogContext;

/**
 * The logs of all plugins. Each line goes to Assay's own log where its level does, and the latest are kept, of every level.
 * All streams of one plugin name share one budget of lines that are logged, and one of lines that are only kept, also
 * across restarts. Once in ten seconds at most, a line says how many were left out. Thread-safe.
 */
public final class PluginLogs implements LogSource {
    /** The category above those of all plugins. */
    public static final String CATEGORY = "dev.assay.plugin-log";

    private static final Logger LOG = Logger.getLogger(PluginLogs.class);

    /** A flood goes on for longer than a moment; one line in this time is enough to see it. */
    private static final Duration REPORT = Duration.ofSeconds(10);

    private final LogLimit limit;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanos;

    private final LogKeep keep;
    private final UnaryOperator<String> secrets;
    private final InstantSource clock;

    /** By the name of the plugin. */
    private final Map<String, Kept> plugins = new ConcurrentHashMap<>();

    private volatile boolean ending;

    /** Kept, because the log manager forgets the level of a logger that nobody holds. */
    private final java.util.logging.Logger category = java.util.logging.Logger.getLogger(CATEGORY);

    /**
     * @param level the name of the lowest level of lines that are logged, for instance {@code DEBUG}; empty for that of
     *     Assay's own log
     * @param secrets hides what is secret in lines that are kept
     * @param timer for the lines on what was left out
     * @param nanos as {@link System#nanoTime}
     */
    public PluginLogs(
            LogLimit limit,
            LogKeep keep,
            Optional<String> level,
            UnaryOperator<String> secrets,
            ScheduledExecutorService timer,
            InstantSource clock,
            LongSupplier nanos) {
        this.limit = limit;
        this.keep = keep;
        this.secrets = secrets;
        this.timer = timer;
        this.clock = clock;
        this.nanos = nanos;
        level.ifPresent(name -> category.setLevel(LogContext.getLogContext().getLevelForName(name)));
    }

    /**
     * The parts that all streams of one plugin name share. A stream has it from its begin, so its late lines make
     * nothing anew.
     */
    record Kept(String plugin, LogBudget logged, LogBudget unlogged, LogRing ring) {
        private LogBudget budget(boolean isLogged) {
            return isLogged ? logged : unlogged;
        }
    }

    @Override
    public PluginLog open(String plugin, ProcessLabel process) {
        return new JBossPluginLog(plugin(plugin), process, this, nanos);
    }

    @Override
    public Multi<KeptLine> lines(String plugin, LogQuery query) {
        return plugin(plugin).ring.lines(query);
    }

    @Override
    public void forget(String plugin) {
        Kept gone = plugins.remove(plugin);
        if (gone != null) {
            gone.ring.close();
        }
    }

    @Override
    public void endFollowing() {
        ending = true;
        plugins.values().forEach(kept -> kept.ring.close());
    }

    /**
     * Keeps the line.
     *
     * @param logged whether it is to be logged too
     * @return whether it may be logged
     */
    boolean take(Kept kept, Logger.Level level, boolean logged, ProcessLabel process, LogLine line) {
        LogBudget budget = kept.budget(logged);
        if (!budget.take(level)) {
            reportLater(kept, budget);
            return false;
        }
        kept.ring.add(KeptLine.of(clock.instant(), level, process, line, secrets));
        return logged;
    }

    /**
     * Counts a line that is too much for another reason.
     *
     * @param logged whether it was to be logged too
     */
    void leaveOut(Kept kept, Logger.Level level, boolean logged) {
        LogBudget budget = kept.budget(logged);
        budget.leaveOut(level);
        reportLater(kept, budget);
    }

    /** How many lines of the plugin of this name were left out of Assay's log so far. */
    public long leftOut(String plugin) {
        Kept known = plugins.get(plugin);
        return known == null ? 0 : known.logged.allLeftOut();
    }

    private Kept plugin(String plugin) {
        Kept kept = plugins.computeIfAbsent(
                plugin,
                name -> new Kept(
                        name, new LogBudget(limit, nanos), new LogBudget(limit, nanos), new LogRing(keep, clock)));
        // Not before it is in the map: the end of the others may have passed it by there.
        if (ending) {
            kept.ring.close();
        }
        return kept;
    }

    private void reportLater(Kept kept, LogBudget budget) {
        if (budget.beginReport()) {
            try {
                var unused = timer.schedule(() -> report(kept, budget), REPORT.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                // Assay is ending.
                report(kept, budget);
            }
        }
    }

    private void report(Kept kept, LogBudget budget) {
        budget.takeLeftOut().ifPresent(lines -> {
            String message = "tried to log all lines of plugin " + kept.plugin + ", but it writes too many, and "
                    + lines + " were left out; let it write less, or raise assay.log.rate and assay.log.burst";
            kept.ring.add(KeptLine.leftOut(clock.instant(), message));
            if (budget == kept.logged) {
                LogFields.with(Map.of("plugin", kept.plugin), () -> LOG.warn(message));
            }
        });
    }
}
