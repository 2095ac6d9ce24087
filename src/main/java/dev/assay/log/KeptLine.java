package dev.assay.log;

import dev.assay.text.ForeignText;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * A line of a plugin's log as it is kept: without secrets, and without characters that forge a line or steer a terminal.
 *
 * @param time when it was read
 * @param pid zero where the process is not known
 * @param generation of the process
 * @param logger the part of the plugin that wrote it, as it says itself; empty where it does not, {@code assay} for a line
 *     of Assay on lines that were left out
 * @param fields beside level and message, in their order
 */
public record KeptLine(
        Instant time,
        Logger.Level level,
        long pid,
        int generation,
        String logger,
        String message,
        Map<String, String> fields) {
    private static final String ASSAY = "assay";

    /** The names that loggers give their own name: hclog, and zap. */
    private static final String[] LOGGERS = {"@module", "logger"};

    /** Objects around the texts of a line, and around those of a field, in bytes. */
    private static final int LINE = 160;

    private static final int FIELD = 96;

    public KeptLine {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    static KeptLine of(
            Instant time, Logger.Level level, ProcessLabel process, LogLine line, UnaryOperator<String> secrets) {
        Map<String, String> fields = new LinkedHashMap<>();
        line.fields().forEach((key, value) -> fields.put(clean(key, secrets), clean(value, secrets)));
        String logger = "";
        for (String name : LOGGERS) {
            logger = logger.isEmpty() ? Optional.ofNullable(fields.remove(name)).orElse("") : logger;
        }
        return new KeptLine(
                time, level, process.pid(), process.generation(), logger, clean(line.message(), secrets), fields);
    }

    /** A line that says what was left out. */
    static KeptLine leftOut(Instant time, String message) {
        return new KeptLine(time, Logger.Level.WARN, 0, 0, ASSAY, message, Map.of());
    }

    /** Whether Assay says in it what was left out. */
    boolean isOfAssay() {
        return pid == 0 && logger.equals(ASSAY);
    }

    /** The message and then the fields as {@code key=value}, except times. */
    public String text() {
        return new LogLine(true, level, message, fields).text();
    }

    /** The memory that it takes, in bytes, on the high side. */
    long size() {
        long characters = (long) logger.length() + message.length();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            characters += (long) field.getKey().length() + field.getValue().length();
        }
        return LINE + (long) FIELD * fields.size() + Character.BYTES * characters;
    }

    private static String clean(String text, UnaryOperator<String> secrets) {
        return ForeignText.visible(secrets.apply(text));
    }
}
