package dev.assay.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last lines of stderr, for the report on an exit. Thread-safe. */
final class ErrorTail {
    /** As much of a crash report as a person reads in a log line. */
    private static final int LINES = 20;

    private static final int LINE_CHARACTERS = 500;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(line.length() > LINE_CHARACTERS ? line.substring(0, LINE_CHARACTERS) + "..." : line);
    }

    synchronized List<String> lines() {
        return new ArrayList<>(lines);
    }
}
