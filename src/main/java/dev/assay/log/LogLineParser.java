package dev.assay.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.text.DocumentException;
import dev.assay.text.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger.Level;

/**
 * Reads the lines of a plugin's log. The known formats are, in the order in which they are tried:
 *
 * <ul>
 *   <li>JSON of hclog, {@code {"@level":"info","@message":"ready","@module":"m","@timestamp":"...","key":1}} (go-plugin
 *       {@code log_entry.go}), and of logrus, slog and zap, {@code {"level":"info","msg":"ready","time":"..."}};
 *   <li>a level in brackets, {@code [WARN] text: key=1}, also after a time stamp as hclog and Go's {@code log} write it;
 *   <li>klog, zap's console with its tabs, Go's {@code log} and slog's default handler (see {@link LogFormats});
 *   <li>logfmt of logrus, {@code time="..." level=info msg="ready" key=1};
 *   <li>any other line, which is a message of level INFO.
 * </ul>
 *
 * <p>A record of level INFO whose message begins with a level in brackets has that level. Go's {@code log} knows no
 * levels, so go-plugin and yamux write {@code [ERR]} there. A program that passes {@code log} on to another library
 * ({@code slog.SetDefault}) makes a record of level INFO of it.
 */
final class LogLineParser {
    private static final Pattern OFFSET = Pattern.compile("[+-]\\d+$");

    private static final Pattern LEVEL_FIRST = Pattern.compile(LogFormats.LEVEL_FIRST, Pattern.DOTALL);

    private static final List<String> LEVEL_KEYS = List.of("@level", "level");
    private static final List<String> MESSAGE_KEYS = List.of("@message", "msg", "message");

    private LogLineParser() {}

    static LogLine parse(String line) {
        LogLine read = read(line);
        if (!read.structured() || read.level() != Level.INFO) {
            return read;
        }
        Matcher parts = LEVEL_FIRST.matcher(read.message());
        return parts.matches()
                ? new LogLine(true, level(parts.group(1)).orElse(Level.INFO), parts.group(2), read.fields())
                : read;
    }

    private static LogLine read(String line) {
        if (line.startsWith("{")) {
            return json(line).flatMap(LogLineParser::record).orElseGet(() -> LogLine.plain(line));
        }
        Optional<LogLine> known = LogFormats.parse(line);
        if (known.isPresent()) {
            return known.get();
        }
        return Logfmt.parse(line)
                .filter(pairs -> pairs.containsKey("level") && pairs.containsKey("msg"))
                .flatMap(LogLineParser::record)
                .orElseGet(() -> LogLine.plain(line));
    }

    static Optional<Map<String, String>> json(String line) {
        try {
            JsonNode node = Json.lenientValue(line);
            Map<String, String> values = new LinkedHashMap<>();
            node.properties().forEach(e -> values.put(e.getKey(), text(e.getValue())));
            return Optional.of(values);
        } catch (DocumentException e) {
            // Not JSON after all: the line is logged as it is.
            return Optional.empty();
        }
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    /** Empty when the values have neither a level nor a message, and so are no log record. */
    private static Optional<LogLine> record(Map<String, String> values) {
        Map<String, String> fields = new LinkedHashMap<>(values);
        String levelText = take(fields, LEVEL_KEYS);
        String message = take(fields, MESSAGE_KEYS);
        if (levelText.isEmpty() && message.isEmpty()) {
            return Optional.empty();
        }
        Optional<Level> level = level(levelText);
        if (level.isEmpty() && !levelText.isEmpty()) {
            fields.put("level", levelText);
        }
        return Optional.of(new LogLine(true, level.orElse(Level.INFO), message, fields));
    }

    private static String take(Map<String, String> fields, List<String> keys) {
        for (String key : keys) {
            String value = fields.remove(key);
            if (value != null) {
                return value;
            }
        }
        return "";
    }

    /** The level by the name that the usual libraries give it; slog counts from it, {@code INFO+2}. */
    static Optional<Level> level(String text) {
        return switch (OFFSET.matcher(text.toLowerCase(Locale.ROOT)).replaceFirst("")) {
            case "trace" -> Optional.of(Level.TRACE);
            case "debug" -> Optional.of(Level.DEBUG);
            case "info" -> Optional.of(Level.INFO);
            case "warn", "warning" -> Optional.of(Level.WARN);
            case "error", "err", "fatal", "panic", "dpanic", "critical" -> Optional.of(Level.ERROR);
            default -> Optional.empty();
        };
    }
}
