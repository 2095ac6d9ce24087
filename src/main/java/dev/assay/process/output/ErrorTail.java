package dev.assay.process.output;

import dev.assay.text.ForeignText;
import dev.assay.text.GoCrash;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /** Output from longer before the end of a process has nothing to do with it. A dump of many stacks takes a moment. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Pattern DETAIL = Pattern.compile("\\{\"@level\":\"(?:debug|trace)\"");

    private final LongSupplier nanos;
    private final Deque<Line> lines = new ArrayDeque<>();

    /** The first line of a crash report, once it was removed from {@link #lines}; null until then. */
    private @Nullable Line crash;

    /** @param at as {@link System#nanoTime} */
    private record Line(String text, long at) {}

    /** @param nanos as {@link System#nanoTime} */
    public ErrorTail(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @param line without its line end */
    public synchronized void add(String line) {
        if (DETAIL.matcher(line).lookingAt()) {
            return;
        }
        if (lines.size() == LINES) {
            Line oldest = lines.removeFirst();
            if (GoCrash.isReason(oldest.text())) {
                crash = oldest;
            }
        }
        lines.addLast(new Line(ForeignText.shortened(line, LINE_CHARACTERS), nanos.getAsLong()));
    }

    /** The lines that were kept, oldest first. */
    public synchronized List<String> lines() {
        return all().map(Line::text).toList();
    }

    /**
     * The lines that belong to an end at this moment, oldest first: those of the last seconds, from the beginning of a
     * crash report on where there is one.
     */
    public synchronized List<String> lastWords() {
        long now = nanos.getAsLong();
        List<String> fresh = all().filter(line -> now - line.at() <= FRESH.toNanos())
                .map(Line::text)
                .toList();
        return fresh.stream()
                .filter(GoCrash::isReason)
                .findFirst()
                .map(reason -> fresh.subList(fresh.indexOf(reason), fresh.size()))
                .orElse(fresh);
    }

    private Stream<Line> all() {
        return Stream.concat(Stream.ofNullable(crash), lines.stream());
    }
}
