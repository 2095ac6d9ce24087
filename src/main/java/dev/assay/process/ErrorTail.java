package dev.assay.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last lines of stderr, for the report on an exit. Before them the line with which the Go runtime began to report a
 * crash, {@code panic: ...} or {@code fatal error: ...}: the stack after it is longer than what is kept. Thread-safe.
 */
final class ErrorTail {
    /** As much of a crash report as a person reads in a log line. */
    private static final int LINES = 20;

    private static final int LINE_CHARACTERS = 500;

    private final Deque<String> lines = new ArrayDeque<>();

    /** Has left {@link #lines}; empty until then. */
    private String crash = "";

    synchronized void add(String line) {
        if (lines.size() == LINES) {
            String oldest = lines.removeFirst();
            if (oldest.startsWith("panic: ") || oldest.startsWith("fatal error: ")) {
                crash = oldest;
            }
        }
        lines.addLast(line.length() > LINE_CHARACTERS ? line.substring(0, LINE_CHARACTERS) + "..." : line);
    }

    synchronized List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        if (!crash.isEmpty()) {
            all.add(0, crash);
        }
        return all;
    }
}
