package dev.assay.process.output;

import dev.assay.text.ForeignText;
import dev.assay.text.GoCrash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The last lines of stderr, for the report on an exit. Thread-safe.
 *
 * <p>The first line of a Go crash report is kept too, for instance {@code panic: ...}, {@code fatal error: ...} or
 * {@code SIGQUIT: quit}. The stacks after it are often longer than the lines that are kept. Lines that hclog writes at
 * DEBUG or TRACE are left out, because they never explain an exit.
 */
public final class ErrorTail {
    /** Short enough for one log line. */
    private static final int LINES = 20;

    private static final int LINE_CHARACTERS = 500;

    private static final Pattern DETAIL = Pattern.compile("\\{\"@level\":\"(?:debug|trace)\"");

    private final Deque<String> lines = new ArrayDeque<>();

    /** The first line of a crash report, once it was removed from {@link #lines}; empty until then. */
    private String crash = "";

    /** @param line without its line end */
    public synchronized void add(String line) {
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

    /** The lines that were kept, oldest first. */
    public synchronized List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        if (!crash.isEmpty()) {
            all.add(0, crash);
        }
        return all;
    }
}
