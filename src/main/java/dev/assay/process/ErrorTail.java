package dev.assay.process;

import dev.assay.text.ForeignText;
import dev.assay.text.GoCrash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The last lines of stderr, for the report on an exit. Before them the line with which the Go runtime began to report a
 * crash, {@code panic: ...}, {@code fatal error: ...} or {@code SIGQUIT: quit}: the stacks and registers after it are
 * longer than what is kept. What hclog writes at DEBUG is no reason for anything: go-plugin tells its address so.
 * Thread-safe.
 */
final class ErrorTail {
    /** As much of a crash report as a person reads in a log line. */
    private static final int LINES = 20;

    private static final int LINE_CHARACTERS = 500;

    private static final Pattern DETAIL = Pattern.compile("\\{\"@level\":\"(?:debug|trace)\"");

    private final Deque<String> lines = new ArrayDeque<>();

    /** Has left {@link #lines}; empty until then. */
    private String crash = "";

    synchronized void add(String line) {
        if (DETAIL.matcher(line).lookingAt()) {
            return;
        }
        if (lines.size() == LINES) {
            String oldest = lines.removeFirst();
            if (GoCrash.isReason(oldest)) {
                crash = oldest;
            }
        }
        lines.addLast(ForeignText.shortened(line, LINE_CHARACTERS));
    }

    synchronized List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        if (!crash.isEmpty()) {
            all.add(0, crash);
        }
        return all;
    }
}
