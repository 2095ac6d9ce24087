package dev.assay.run.report;

import dev.assay.process.TerminalSize;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The room on a terminal, which its user may change at any time. For one thread. */
final class Screen {
    /** The time between two questions, each of which starts a process. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** A sequence that sets a colour, or one character. */
    private static final Pattern PART = Pattern.compile("\u001b\\[[0-9;]*m|\\P{M}\\p{M}*+|\\p{M}");

    private final Supplier<Optional<TerminalSize>> asked;
    private final InstantSource clock;
    private TerminalSize size;
    private Instant askedAt = Instant.MIN;
    private boolean isToldNothing;

    /**
     * @param usual the size until another one is known
     * @param asked tells the present size, if it can; may block for a moment
     */
    Screen(TerminalSize usual, Supplier<Optional<TerminalSize>> asked, InstantSource clock) {
        this.size = usual;
        this.asked = asked;
        this.clock = clock;
    }

    /** Asks for the size anew, unless that has just been done, or was once without an answer. */
    void look() {
        Instant now = clock.instant();
        if (isToldNothing || (!now.isBefore(askedAt) && now.isBefore(askedAt.plus(PAUSE)))) {
            return;
        }
        Optional<TerminalSize> told = asked.get();
        isToldNothing = told.isEmpty();
        size = told.orElse(size);
        askedAt = clock.instant();
    }

    int rows() {
        return size.rows();
    }

    int columns() {
        return size.columns();
    }

    /** As much of a line as one line of the screen holds. Colours take no room, and each begun one also ends. */
    String fitted(String line) {
        StringBuilder fitted = new StringBuilder();
        int used = 0;
        Matcher parts = PART.matcher(line);
        while (parts.find()) {
            boolean isColour = line.charAt(parts.start()) == '\u001b';
            used += isColour ? 0 : TextWidth.of(parts.group());
            if (isColour || used <= size.columns()) {
                fitted.append(parts.group());
            }
        }
        return fitted.toString();
    }
}
