package dev.assay.log;

import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The last station of each record before any handler writes it. It hides secrets, and makes visible what could forge a
 * line or steer a terminal, whoever wrote the message. It is a filter of each handler, because that is the one place
 * through which records of every library go, whatever handlers and formatters a user configures. The log manager keeps
 * it, so nothing of it is static.
 */
public final class LogBorder implements Filter {
    /** Tools of dev mode and tests colour their lines themselves; they are no part of a service. */
    private static final String TOOLS = "io.quarkus.deployment.";

    private static final String TESTS = "io.quarkus.test";

    /** Puts the parameters into a message. */
    private final ExtFormatter formatter = new PatternFormatter("%s");

    private final CleanText text;
    private final CleanThrowables throwables;
    private final @Nullable Filter next;

    private LogBorder(UnaryOperator<String> secrets, @Nullable Filter next) {
        this.text = new CleanText(secrets);
        this.throwables = new CleanThrowables(text);
        this.next = next;
    }

    /**
     * Puts a border before every handler that there is now. One of an earlier run in this JVM is replaced.
     *
     * @param secrets hides what is secret in a text
     */
    public static void install(UnaryOperator<String> secrets) {
        LogManager manager = LogManager.getLogManager();
        Enumeration<String> names = manager.getLoggerNames();
        Collections.list(names).forEach(name -> {
            Logger logger = manager.getLogger(name);
            if (logger != null) {
                install(logger, secrets);
            }
        });
        install(Logger.getLogger(""), secrets);
    }

    private static void install(Logger logger, UnaryOperator<String> secrets) {
        for (Handler handler : logger.getHandlers()) {
            install(handler, secrets);
        }
    }

    static void install(Handler handler, UnaryOperator<String> secrets) {
        Filter present = handler.getFilter();
        handler.setFilter(new LogBorder(secrets, present instanceof LogBorder former ? former.next : present));
    }

    /** Cleans the record, and leaves the decision to the filter that the handler had before. */
    @Override
    public boolean isLoggable(LogRecord entry) {
        String name = String.valueOf(entry.getLoggerName());
        if (entry instanceof ExtLogRecord known && !name.startsWith(TOOLS) && !name.startsWith(TESTS)) {
            clean(known);
        }
        return next == null || next.isLoggable(entry);
    }

    private void clean(ExtLogRecord entry) {
        String format = entry.getMessage();
        if (format != null) {
            Object[] parameters = entry.getParameters();
            if (parameters != null && parameters.length > 0) {
                entry.setParameters(text.parameters(parameters));
            }
            entry.setMessage(text.message(formatter.formatMessage(entry)), ExtLogRecord.FormatStyle.NO_FORMAT);
            entry.setParameters(null);
        }
        Throwable thrown = entry.getThrown();
        if (thrown != null) {
            entry.setThrown(throwables.clean(thrown));
        }
        Map<String, String> fields = entry.getMdcCopy();
        if (!fields.isEmpty()) {
            Map<String, String> clean = new HashMap<>();
            fields.forEach((key, value) -> clean.put(text.line(key), text.line(value)));
            entry.setMdc(clean);
        }
    }
}
