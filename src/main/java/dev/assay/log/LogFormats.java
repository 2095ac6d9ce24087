package dev.assay.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger.Level;
import org.jspecify.annotations.Nullable;

/** The formats of lines that are neither JSON nor pairs from end to end. Each one reads a line or leaves it to the next. */
final class LogFormats {
    private static final String STAMP = "\\d{4}[-/]\\d{2}[-/]\\d{2}[T ][0-9:.,]+(?:Z|[+-][0-9:]+)?";

    /** A level in brackets, and the message after it. */
    static final String LEVEL_FIRST = "\\[(TRACE|DEBUG|INFO|WARN|ERR|ERROR)\\]\\s*(.*)";

    private static final Pattern BRACKETS = Pattern.compile("(?:(" + STAMP + ")\\s+)?" + LEVEL_FIRST, Pattern.DOTALL);

    /** {@code I1124 15:04:05.123456       1 file.go:12] message} (k8s.io/klog {@code klog.go}, {@code formatHeader}). */
    private static final Pattern KLOG = Pattern.compile(
            "([IWEF])(\\d{4} \\d{2}:\\d{2}:\\d{2}\\.\\d+)\\s+\\d+ ([^\\s\\]]+:\\d+)\\] (.*)", Pattern.DOTALL);

    /** Time, level, and at least a message, with tabs between (go.uber.org/zap {@code zapcore/console_encoder.go}). */
    private static final Pattern ZAP = Pattern.compile(
            "([0-9][^\\t]*)\\t(DEBUG|INFO|WARN|ERROR|DPANIC|PANIC|FATAL|[a-z]+)\\t(.*)", Pattern.DOTALL);

    private static final Pattern CALLER = Pattern.compile("[^\\s:]+\\.go:\\d+");

    /** Go's {@code log} with its usual flags; slog's default handler writes its level there. */
    private static final Pattern GO_LOG = Pattern.compile(
            "(\\d{4}/\\d{2}/\\d{2} \\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?) (?:(DEBUG|INFO|WARN|ERROR)(?:[+-]\\d+)? |([^\\s:]+\\.go:\\d+): )?(.*)",
            Pattern.DOTALL);

    private LogFormats() {}

    static Optional<LogLine> parse(String line) {
        return brackets(line).or(() -> klog(line)).or(() -> zap(line)).or(() -> goLog(line));
    }

    private static Optional<LogLine> brackets(String line) {
        Matcher parts = BRACKETS.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "time", parts.group(1));
        Level level = LogLineParser.level(parts.group(2)).orElse(Level.INFO);
        String text = parts.group(3);
        // hclog puts its pairs behind the message and a colon; a message may have colons of its own.
        for (int at = text.indexOf(": "); at > 0; at = text.indexOf(": ", at + 1)) {
            Optional<Map<String, String>> pairs = Logfmt.parse(text.substring(at + 2));
            if (pairs.isPresent()) {
                fields.putAll(pairs.get());
                return Optional.of(new LogLine(true, level, text.substring(0, at), fields));
            }
        }
        return Optional.of(new LogLine(true, level, text, fields));
    }

    private static Optional<LogLine> klog(String line) {
        Matcher parts = KLOG.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("time", parts.group(2));
        fields.put("caller", parts.group(3));
        Level level = level(parts.group(1).charAt(0));
        String text = parts.group(4);
        // InfoS quotes the message, and pairs may follow.
        Optional<Map<String, String>> pairs = text.startsWith("\"") ? Logfmt.parse("msg=" + text) : Optional.empty();
        pairs.ifPresent(fields::putAll);
        String quoted = fields.remove("msg");
        return Optional.of(new LogLine(true, level, quoted == null ? text : quoted, fields));
    }

    private static Level level(char letter) {
        return switch (letter) {
            case 'I' -> Level.INFO;
            case 'W' -> Level.WARN;
            default -> Level.ERROR;
        };
    }

    private static Optional<LogLine> zap(String line) {
        Matcher parts = ZAP.matcher(line);
        Optional<Level> level = parts.matches() ? LogLineParser.level(parts.group(2)) : Optional.empty();
        if (level.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("time", parts.group(1));
        String text = parts.group(3);
        int brace = text.lastIndexOf("\t{");
        Optional<Map<String, String>> more =
                brace < 0 ? Optional.empty() : LogLineParser.json(text.substring(brace + 1));
        if (more.isPresent()) {
            text = text.substring(0, brace);
        }
        String[] columns = text.split("\t", 3);
        int used = 0;
        if (columns.length == 3 && CALLER.matcher(columns[1]).matches()) {
            fields.put("logger", columns[0]);
            fields.put("caller", columns[1]);
            used = columns[0].length() + columns[1].length() + 2;
        } else if (columns.length >= 2 && CALLER.matcher(columns[0]).matches()) {
            fields.put("caller", columns[0]);
            used = columns[0].length() + 1;
        }
        more.ifPresent(fields::putAll);
        return Optional.of(new LogLine(true, level.get(), text.substring(used), fields));
    }

    private static Optional<LogLine> goLog(String line) {
        Matcher parts = GO_LOG.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("time", parts.group(1));
        put(fields, "caller", parts.group(3));
        Level level = parts.group(2) == null ? Level.INFO : Level.valueOf(parts.group(2));
        return Optional.of(new LogLine(true, level, parts.group(4), fields));
    }

    private static void put(Map<String, String> fields, String key, @Nullable String value) {
        if (value != null) {
            fields.put(key, value);
        }
    }
}
