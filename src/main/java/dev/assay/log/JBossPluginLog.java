package dev.assay.log;

import dev.assay.text.GoCrash;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Writes a plugin's output to Assay's own log, under the category {@code dev.assay.plugin-log.NAME}, each line as a record
 * with the level that the plugin gave it. The MDC carries the plugin's name as {@code plugin} and the record's own
 * fields, so that a JSON log has them as fields. The lines of a crash report are records of level ERROR.
 */
final class JBossPluginLog implements PluginLog {
    /** A runtime writes its crash report without a pause; a line after a pause belongs to something else. */
    private static final Duration QUIET = Duration.ofMillis(500);

    /** A Go program with thousands of goroutines writes megabytes; its first stacks tell the cause. */
    static final int MAX_CRASH_CHARS = 64 * 1024;

    /** The most fields of a record that become fields of the log; its text has them all. */
    private static final int MAX_MDC_FIELDS = 32;

    private static final String PLUGIN = "plugin";

    private final String plugin;
    private final PluginLogs logs;
    private final LongSupplier nanos;
    private final Logger logger;
    private boolean inCrash;
    private int crashChars;
    private long crashSeen;

    /** @param plugin the plugin's name, {@code namespace/name} */
    JBossPluginLog(String plugin, PluginLogs logs, LongSupplier nanos) {
        this.plugin = plugin;
        this.logs = logs;
        this.nanos = nanos;
        this.logger = Logger.getLogger(PluginLogs.CATEGORY + "." + plugin);
    }

    @Override
    public synchronized void line(String text) {
        LogLine line = LogLineParser.parse(text);
        long now = nanos.getAsLong();
        if (GoCrash.begins(text)) {
            crashChars = inCrash ? crashChars : 0;
            inCrash = true;
        } else if (line.structured()) {
            // A record of another thread in between.
            write(line.level(), line);
            return;
        } else if (now - crashSeen > QUIET.toNanos()) {
            inCrash = false;
        }
        if (inCrash) {
            crashSeen = now;
            crashLine(line);
        } else {
            write(line.level(), line);
        }
    }

    private void crashLine(LogLine line) {
        crashChars += line.message().length() + 1;
        if (crashChars <= MAX_CRASH_CHARS) {
            write(Logger.Level.ERROR, line);
        } else if (logger.isEnabled(Logger.Level.ERROR)) {
            logs.leaveOut(plugin, Logger.Level.ERROR);
        }
    }

    private void write(Logger.Level level, LogLine line) {
        if (logger.isEnabled(level) && logs.take(plugin, level)) {
            write(level, line.text(), line.fields());
        }
    }

    private void write(Logger.Level level, String text, Map<String, String> fields) {
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
