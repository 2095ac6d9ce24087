package dev.assay.log;

import dev.assay.text.GoCrash;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Writes a plugin's output to Assay's own log, under the category {@code dev.assay.plugin-log.NAME}, each line as a record
 * with the level that the plugin gave it. The MDC carries the plugin's name as {@code plugin}, its process as {@code pid}
 * and {@code generation}, and the record's own fields, so that a JSON log has them as fields. The lines of a crash report
 * are records of level ERROR.
 */
final class JBossPluginLog implements PluginLog {
    /** A runtime writes its crash report without a pause; a line after a pause belongs to something else. */
    private static final Duration QUIET = Duration.ofMillis(500);

    /** A Go program with thousands of goroutines writes megabytes; its first stacks tell the cause. */
    static final int MAX_CRASH_CHARS = 64 * 1024;

    /** The most fields of a record that become fields of the log; its text has them all. */
    private static final int MAX_MDC_FIELDS = 32;

    private final PluginLogs.Kept kept;
    private final ProcessLabel process;
    private final PluginLogs logs;
    private final LongSupplier nanos;
    private final Logger logger;
    private boolean inCrash;
    private int crashChars;
    private long crashSeen;

    /** @param kept of the plugin's name, {@code namespace/name} */
    JBossPluginLog(PluginLogs.Kept kept, ProcessLabel process, PluginLogs logs, LongSupplier nanos) {
        this.kept = kept;
        this.process = process;
        this.logs = logs;
        this.nanos = nanos;
        this.logger = Logger.getLogger(PluginLogs.CATEGORY + "." + kept.plugin());
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
        } else {
            logs.leaveOut(kept, Logger.Level.ERROR, logger.isEnabled(Logger.Level.ERROR));
        }
    }

    private void write(Logger.Level level, LogLine line) {
        if (logs.take(kept, level, logger.isEnabled(level), process, line)) {
            Map<String, Object> fields = new LinkedHashMap<>();
            line.fields().entrySet().stream().limit(MAX_MDC_FIELDS).forEach(e -> fields.put(e.getKey(), e.getValue()));
            fields.put("plugin", kept.plugin());
            fields.put("pid", process.pid());
            fields.put("generation", process.generation());
            LogFields.with(fields, () -> logger.log(level, line.text()));
        }
    }
}
