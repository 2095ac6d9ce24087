package dev.assay.log;

import dev.assay.pace.RateBudget;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger.Level;

/** The lines that one plugin may still log, and those that were left out. Thread-safe. */
final class LogBudget {
    private static final Set<Level> SEVERE = Set.of(Level.WARN, Level.ERROR, Level.FATAL);

    private final LongSupplier nanos;
    private final RateBudget severe;
    private final RateBudget others;
    private final Map<Level, Long> leftOut = new EnumMap<>(Level.class);
    private long leftOutSince;
    private long allLeftOut;
    private boolean reporting;

    LogBudget(LogLimit limit, LongSupplier nanos) {
        this.nanos = nanos;
        this.severe = new RateBudget(limit.burst(), limit.perSecond(), nanos);
        this.others = new RateBudget(limit.burst(), limit.perSecond(), nanos);
    }

    /** Whether a line of this level may be logged, which then counts. One that may not is counted as left out. */
    synchronized boolean take(Level level) {
        boolean may = (SEVERE.contains(level) ? severe : others).spend();
        if (!may) {
            leaveOut(level);
        }
        return may;
    }

    /** Counts a line that is left out for another reason. */
    synchronized void leaveOut(Level level) {
        if (leftOut.isEmpty()) {
            leftOutSince = nanos.getAsLong();
        }
        leftOut.merge(level, 1L, Long::sum);
        allLeftOut++;
    }

    /** How many lines were left out so far. */
    synchronized long allLeftOut() {
        return allLeftOut;
    }

    /** Whether the caller is to tell what was left out, because nobody else is about to. */
    synchronized boolean beginReport() {
        boolean begins = !reporting;
        reporting = true;
        return begins;
    }

    /**
     * The lines that were left out since they were last asked for, for instance {@code 1200 lines in 10 s (1000 at INFO,
     * 200 at WARN)}; empty when there were none.
     */
    synchronized Optional<String> takeLeftOut() {
        reporting = false;
        if (leftOut.isEmpty()) {
            return Optional.empty();
        }
        long total = leftOut.values().stream().mapToLong(Long::longValue).sum();
        long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - leftOutSince));
        String levels = leftOut.entrySet().stream()
                .map(entry -> entry.getValue() + " at " + entry.getKey())
                .collect(Collectors.joining(", "));
        leftOut.clear();
        return Optional.of(total + " lines in " + seconds + " s (" + levels + ")");
    }
}
