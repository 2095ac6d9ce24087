package dev.assay.log;

import dev.assay.text.GoCrash;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Writes a plugin's output to Assay's own log, under the category {@code dev.assay.plugin-log.NAME}, each record with
 * the level that the plugin gave it. The MDC carries the plugin's name as {@code plugin} and the record's own fields, so
 * that a JSON log has them as fields. A Go crash is one record of level ERROR with its whole trace.
 */
public final class JBossPluginLog implements PluginLog {
    /** The category above those of all plugins. */
    public static final String CATEGORY = "dev.assay.plugin-log";

    /** The Go runtime writes a crash report without a pause; after this long without a line it is complete. */
    private static final Duration QUIET = Duration.ofMillis(500);

    /** A report that is not complete after so many checks is no crash: the plugin goes on and writes its log. */
    private static final int CHECKS = 10;

    /** The most fields of a record that become fields of the log; its text has them all. */
    private static final int MAX_MDC_FIELDS = 32;

    private static final String PLUGIN = "plugin";

    private final String plugin;
    private final Logger logger;
    private final ScheduledExecutorService timer;
    private final CrashReport crash = new CrashReport();

    /**
     * @param plugin the plugin's name, {@code namespace/name}
     * @param timer notices the end of a crash report
     */
    public JBossPluginLog(String plugin, ScheduledExecutorService timer) {
        this.plugin = plugin;
        this.logger = Logger.getLogger(CATEGORY + "." + plugin);
        this.timer = timer;
    }

    @Override
    public synchronized void line(String text) {
        if (!crash.isOpen() && GoCrash.begins(text)) {
            crash.add(text);
            writeWhenQuiet(crash.added(), CHECKS);
            return;
        }
        LogLine line = LogLineParser.parse(text);
        if (crash.isOpen() && !line.structured()) {
            crash.add(text);
        } else {
            write(line.level(), line.text(), line.fields());
        }
    }

    @Override
    public synchronized void close() {
        crash.take().ifPresent(report -> write(Logger.Level.ERROR, report, Map.of()));
    }

    private void writeWhenQuiet(long seen, int checksLeft) {
        try {
            var unused =
                    timer.schedule(() -> closeIfQuiet(seen, checksLeft - 1), QUIET.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Assay is ending, and close() is about to be called.
            logger.debug("The crash report of " + plugin + " waits for the end of its output", e);
        }
    }

    private synchronized void closeIfQuiet(long seen, int checksLeft) {
        if (!crash.isOpen() || crash.added() == seen || checksLeft == 0) {
            close();
        } else {
            writeWhenQuiet(crash.added(), checksLeft);
        }
    }

    private void write(Logger.Level level, String text, Map<String, String> fields) {
        if (!logger.isEnabled(level)) {
            return;
        }
        var shown = fields.entrySet().stream()
                .filter(e -> !e.getKey().equals(PLUGIN))
                .limit(MAX_MDC_FIELDS)
                .toList();
        shown.forEach(e -> MDC.put(e.getKey(), e.getValue()));
        MDC.put(PLUGIN, plugin);
        try {
            logger.log(level, text);
        } finally {
            MDC.remove(PLUGIN);
            shown.forEach(e -> MDC.remove(e.getKey()));
        }
    }
}
