package dev.assay.plugin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.text.ForeignText;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Writes {@code java.util.logging} to stderr as hclog's JSON lines (go-plugin {@code log_entry.go}), from which a host
 * reads level and message: {@code {"@level":"info","@message":"ready","@module":"my.Plugin","@timestamp":"..."}}.
 */
final class HclogHandler extends Handler {
    /** A host cuts a line of 64 KiB, and with it the JSON; the first frames of a deep recursion tell it all. */
    private static final int MAX_TRACE_CHARS = 8_000;

    private final PrintStream stderr;
    private final Formatter messages = new SimpleFormatter();

    HclogHandler(PrintStream stderr) {
        this.stderr = stderr;
        setFilter(HclogHandler::isOfInterest);
    }

    /**
     * Puts a handler in the place of those of the root logger, whichever log manager is at work. Logged is from INFO on,
     * unless a logger is told otherwise: JBoss' manager alone would let every library's debug records through.
     */
    static void install(PrintStream stderr) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.setLevel(Level.INFO);
        root.addHandler(new HclogHandler(stderr));
    }

    @Override
    public void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("@level", level(record.getLevel()))
                .put("@message", Objects.requireNonNullElse(messages.formatMessage(record), ""))
                .put("@module", Objects.requireNonNullElse(record.getLoggerName(), ""))
                .put("@timestamp", record.getInstant().toString());
        if (record.getThrown() != null) {
            StringWriter trace = new StringWriter();
            record.getThrown().printStackTrace(new PrintWriter(trace));
            json.put("error", ForeignText.shortened(trace.toString(), MAX_TRACE_CHARS));
        }
        stderr.println(json);
    }

    @Override
    public void flush() {
        stderr.flush();
    }

    @Override
    public void close() {
        flush();
    }

    /** gRPC sets SO_KEEPALIVE on every socket, and Netty warns that a Unix socket has no such option, at each connection. */
    private static boolean isOfInterest(LogRecord record) {
        return record.getLevel().intValue() > Level.WARNING.intValue()
                || !String.valueOf(record.getLoggerName()).startsWith("io.netty.bootstrap.");
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "error";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "warn";
        }
        if (level.intValue() >= Level.INFO.intValue()) {
            return "info";
        }
        return level.intValue() >= Level.FINE.intValue() ? "debug" : "trace";
    }
}
