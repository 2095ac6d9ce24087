package dev.assay.sample;

import dev.assay.text.ForeignText;
import dev.assay.text.GoNumber;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The parser of one line in the text format of Prometheus and OpenMetrics. It reads a series and its value. Comments,
 * types, timestamps and exemplars are skipped.
 */
final class Exposition {
    private static final int MAX_FOUND = 60;

    /** A fault of the page, with its line. */
    static final class FormatException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FormatException(String message) {
            super(message);
        }
    }

    private final String line;
    private final int number;
    private int at;

    private Exposition(String line, int number) {
        this.line = line;
        this.number = number;
    }

    /**
     * Reads one line of a page.
     *
     * @param number the number of the line, for messages
     * @param found takes the series, when the line has one
     * @throws FormatException when the line has another format
     */
    static void read(String line, int number, Consumer<Series> found) {
        if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
            found.accept(new Exposition(line.strip(), number).series());
        }
    }

    private Series series() {
        Map<String, String> labels = new TreeMap<>();
        String name = name();
        blanks();
        if (peek() == '{') {
            name = labels(name, labels);
            blanks();
        }
        if (name.isEmpty()) {
            throw wrong("a name");
        }
        int from = at;
        while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        String value = line.substring(from, at);
        try {
            return new Series(name, labels, value, number(value));
        } catch (NumberFormatException e) {
            at = from;
            throw wrong("a number");
        }
    }

    /** As Prometheus reads it, which takes neither hexadecimal numbers nor underscores ({@code expfmt/text_parse.go}). */
    private static double number(String value) {
        if (value.chars().anyMatch(c -> "pP_".indexOf(c) >= 0)) {
            throw new NumberFormatException(value);
        }
        return GoNumber.parse(value);
    }

    /** Reads {@code {a="b",...}}; a quoted word without a value is the name, as in {@code {"a.b",c="d"} 1}. */
    private String labels(String nameBefore, Map<String, String> labels) {
        String name = nameBefore;
        at++;
        while (true) {
            blanks();
            if (peek() == '}') {
                at++;
                return name;
            }
            boolean quoted = peek() == '"';
            String label = quoted ? quoted() : name();
            blanks();
            if (peek() == '=') {
                at++;
                blanks();
                labels.put(label, quoted());
            } else if (quoted && name.isEmpty()) {
                name = label;
            } else {
                throw wrong("=");
            }
            blanks();
            if (peek() == ',') {
                at++;
            } else if (peek() != '}') {
                throw wrong("a comma or }");
            }
        }
    }

    private String quoted() {
        if (peek() != '"') {
            throw wrong("a quote");
        }
        at++;
        StringBuilder text = new StringBuilder();
        while (peek() != '"') {
            if (at >= line.length()) {
                throw wrong("a closing quote");
            }
            char c = line.charAt(at++);
            text.append(c == '\\' && at < line.length() ? escaped(line.charAt(at++)) : c);
        }
        at++;
        return text.toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case '\\', '"' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }

    private String name() {
        int from = at;
        while (at < line.length() && isNameChar(line.charAt(at))) {
            at++;
        }
        return line.substring(from, at);
    }

    private static boolean isNameChar(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':';
    }

    private void blanks() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    private char peek() {
        return at < line.length() ? line.charAt(at) : 0;
    }

    private FormatException wrong(String wanted) {
        String found =
                at < line.length() ? "\"" + ForeignText.shortened(line.substring(at), MAX_FOUND) + "\"" : "its end";
        return new FormatException("line " + number + " has " + found + " where " + wanted + " belongs");
    }
}
