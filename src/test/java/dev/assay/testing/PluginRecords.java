package dev.assay.testing;

import dev.assay.log.PluginLogs;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jboss.logging.MDC;

/** The log records of plugins, of every level, as Assay's own log has them; they do not go to the console. */
public final class PluginRecords implements AutoCloseable {
    /**
     * One record.
     *
     * @param fields the MDC, the plugin's name under {@code plugin}
     */
    public record Entry(String level, String text, Map<String, Object> fields) {}

    private final Logger logger = Logger.getLogger(PluginLogs.CATEGORY);
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final LogCapture capture = new LogCapture(
            PluginLogs.CATEGORY,
            entry -> entries.add(new Entry(entry.getLevel().getName(), entry.getMessage(), Map.copyOf(MDC.getMap()))));

    public PluginRecords() {
        logger.setLevel(Level.ALL);
    }

    /** The records whose text contains this, in their order. */
    public List<Entry> with(String text) {
        return entries.stream().filter(entry -> entry.text().contains(text)).toList();
    }

    @Override
    public void close() {
        capture.close();
        logger.setLevel(null);
    }
}
