package dev.assay.log;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
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
    boolean accepts(KeptLine line) {
        // The most severe level is the first one.
        return line.level().compareTo(level) <= 0
                && since.map(begin -> !line.time().isBefore(begin)).orElse(true);
    }
}
