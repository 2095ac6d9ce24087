package dev.assay.wire.netrpc;

import dev.assay.pace.RateBudget;
import dev.assay.text.ForeignText;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Logs each unknown field once. Keys come from callers, so each type has a budget of warnings, which fills again: nobody
 * can use up those of others, or those of tomorrow. Thread-safe.
 */
final class UnknownFieldLog implements UnknownFieldListener {
    private static final Logger LOG = Logger.getLogger(UnknownFieldLog.class);

    /** More than a mistaken manifest has. As many are remembered, and told at once; after that one in a minute. */
    static final int MAX_LOGGED = 100;

    /** The longest part of a key that is logged. */
    static final int MAX_KEY = 100;

    private final LongSupplier nanos;
    private final LongAdder count = new LongAdder();
    private final Map<String, Told> byType = new ConcurrentHashMap<>();

    /** @param nanos as {@link System#nanoTime} */
    UnknownFieldLog(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public void leftOut(String type, String field) {
        count.increment();
        byType.computeIfAbsent(type, Told::new).leftOut(ForeignText.shortened(field, MAX_KEY));
    }

    /** How many were left out so far, those that were not logged included. */
    long count() {
        return count.sum();
    }

    /** The fields of one type. */
    private final class Told {
        private final String type;
        private final RateBudget budget;
        private final Set<String> fields = new LinkedHashSet<>();
        private long untold;

        Told(String type) {
            this.type = type;
            this.budget = RateBudget.oneIn(Duration.ofMinutes(1), MAX_LOGGED, nanos);
        }

        synchronized void leftOut(String field) {
            if (fields.contains(field)) {
                return;
            }
            if (!budget.spend()) {
                untold++;
                return;
            }
            fields.add(field);
            if (fields.size() > MAX_LOGGED) {
                fields.remove(fields.iterator().next());
            }
            LOG.warnf(
                    "The field %s of %s is not sent to plugins, since this version of Assay knows none of that name in"
                            + " Argo's type; correct its name, or use a newer Assay%s",
                    ForeignText.quoted(field), type, untold == 0 ? "" : " (" + untold + " others were not told)");
            untold = 0;
        }
    }
}
