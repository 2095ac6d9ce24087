package dev.assay.log;

import dev.assay.text.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lines that the Go runtime writes when a program dies, {@code panic: ...} or {@code fatal error: ...} and then the
 * stacks of all goroutines, collected into one message. Not thread-safe.
 */
final class CrashReport {
    /** A Go program with thousands of goroutines writes megabytes; its first stacks tell the cause. */
    static final int MAX_CHARS = 64 * 1024;

    private final List<String> lines = new ArrayList<>();
    private int chars;
    private int dropped;
    private long added;

    boolean isOpen() {
        return !lines.isEmpty();
    }

    void add(String line) {
        added++;
        if (chars + line.length() > MAX_CHARS && isOpen()) {
            dropped++;
            return;
        }
        chars += line.length();
        lines.add(line);
    }

    /** Grows with each line; tells whether the report is still being written. */
    long added() {
        return added;
    }

    /** The whole report as one message of several lines; the next one may begin. */
    Optional<String> take() {
        if (!isOpen()) {
            return Optional.empty();
        }
        StringBuilder report = new StringBuilder();
        lines.forEach(line -> report.append(report.isEmpty() ? "" : "\n").append(ForeignText.visible(line)));
        if (dropped > 0) {
            report.append("\n(and ").append(dropped).append(" more lines)");
        }
        lines.clear();
        chars = 0;
        dropped = 0;
        return Optional.of(report.toString());
    }
}
