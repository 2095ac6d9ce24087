package dev.assay;

import dev.assay.log.LogBorder;
import dev.assay.log.PluginLogs;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * The log of a command, whose standard error is for people: warnings and errors, each as a sentence. Lines of plugins come
 * with the name of the plugin; the setting {@code assay.log.level} lets more of them through.
 */
final class CommandLog extends Handler {
    /** Warnings of libraries are for those who know them. */
    private static final String OWN = "dev.assay.";

    private final Consumer<String> lines;
    private final ExtFormatter formatter = new PatternFormatter("%s");

    private CommandLog(Consumer<String> lines) {
        this.lines = lines;
    }

    /**
     * Takes the place of all handlers.
     *
     * @param lines takes each line, on any thread
     * @param secrets hides what is secret in a text
     */
    static void install(Consumer<String> lines, UnaryOperator<String> secrets) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.setLevel(Level.WARNING);
        root.addHandler(new CommandLog(lines));
        LogBorder.install(secrets);
    }

    @Override
    public void publish(LogRecord entry) {
        String name = String.valueOf(entry.getLoggerName());
        boolean isSevere = entry.getLevel().intValue() >= Level.SEVERE.intValue();
        if (!isLoggable(entry) || !(isSevere || name.startsWith(OWN))) {
            return;
        }
        String text = entry instanceof ExtLogRecord known ? formatter.formatMessage(known) : entry.getMessage();
        String plugin = PluginLogs.CATEGORY + ".";
        lines.accept(
                name.startsWith(plugin)
                        ? name.substring(plugin.length()) + " logged: " + text
                        : (isSevere ? "error: " : "warning: ") + text);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
