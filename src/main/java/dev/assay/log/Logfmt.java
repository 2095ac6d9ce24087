package dev.assay.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads logfmt, {@code key=value key="quoted \"value\""}, as logrus' text formatter writes it. */
final class Logfmt {
    private final String line;
    private int at;

    private Logfmt(String line) {
        this.line = line;
    }

    /** The pairs of the line; empty when it has anything else in it, or nothing. */
    static Optional<Map<String, String>> parse(String line) {
        Logfmt reader = new Logfmt(line);
        Map<String, String> pairs = new LinkedHashMap<>();
        while (reader.skipSpaces()) {
            Optional<String> key = reader.key();
            Optional<String> value = key.flatMap(k -> reader.value());
            if (key.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            pairs.put(key.get(), value.get());
        }
        return pairs.isEmpty() ? Optional.empty() : Optional.of(pairs);
    }

    /** Whether anything is left. */
    private boolean skipSpaces() {
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at < line.length();
    }

    private Optional<String> key() {
        int start = at;
        if (line.charAt(at) == '"') {
            // slog quotes a key that has a space in it.
            Optional<String> quoted = quoted();
            boolean paired = at < line.length() && line.charAt(at) == '=';
            at++;
            return paired ? quoted : Optional.empty();
        }
        while (at < line.length() && line.charAt(at) != '=' && line.charAt(at) != ' ' && line.charAt(at) != '"') {
            at++;
        }
        boolean good = at > start && at < line.length() && line.charAt(at) == '=';
        String key = line.substring(start, at);
        at++;
        return good ? Optional.of(key) : Optional.empty();
    }

    private Optional<String> value() {
        if (at < line.length() && line.charAt(at) == '"') {
            return quoted();
        }
        int end = line.indexOf(' ', at);
        int start = at;
        at = end < 0 ? line.length() : end;
        return Optional.of(line.substring(start, at));
    }

    private Optional<String> quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                at++;
                return Optional.of(value.toString());
            }
            if (c == '\\' && at + 1 < line.length()) {
                value.append(unescaped(line.charAt(++at)));
            } else {
                value.append(c);
            }
        }
        return Optional.empty();
    }

    private static String unescaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '"', '\\' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }
}
