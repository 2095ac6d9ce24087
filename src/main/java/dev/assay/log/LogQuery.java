package dev.assay.log;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Which of the kept lines are asked for.
 *
 * @param tail the most lines of those that are there, the newest ones; empty for all
 * @param since lines from this time on; empty for all
 * @param level the lowest level
 * @param follow whether to go on with lines as they come
 */
public record LogQuery(OptionalInt tail, Optional<Instant> since, Logger.Level level, boolean follow) {
    /** The level of this name, in whatever case; empty for another text. */
    public static Optional<Logger.Level> level(String name) {
        return Stream.of(
                        Logger.Level.TRACE,
                        Logger.Level.DEBUG,
                        Logger.Level.INFO,
                        Logger.Level.WARN,
                        Logger.Level.ERROR)
                .filter(level -> level.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The refusal of another text. */
    public static String badLevel(String text) {
        return "tried to read level=" + text + ", but there are trace, debug, info, warn and error; give one of them";
    }

    boolean accepts(KeptLine line) {
        // The most severe level is the first one.
        return (line.isOfAssay() || line.level().compareTo(level) <= 0)
                && since.map(begin -> !line.time().isBefore(begin)).orElse(true);
    }
}
