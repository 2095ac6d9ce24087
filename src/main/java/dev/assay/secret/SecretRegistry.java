package dev.assay.secret;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * The secret values that are in use at this moment, and the mask of them. Each user holds its values: a process for as
 * long as it lives, a run until it has ended. A value that nobody holds any more is forgotten after a while, when the
 * last lines and messages of its user are out. Thread-safe.
 */
public final class SecretRegistry implements UnaryOperator<String> {
    /** Longer than a download with its retries, and than the calls that a plugin may finish after it was replaced. */
    static final Duration LINGER = Duration.ofHours(1);

    /** Values that nobody holds; beyond these the oldest are forgotten early. */
    static final int MOST_UNHELD = 1000;

    /** More Secrets than the plugins of one service name. */
    static final int MOST_KEPT = 1000;

    private final ScheduledExecutorService timer;
    private final LongSupplier nanos;
    private final Map<String, Integer> holders = new HashMap<>();

    /** Values that nobody holds any more, with the time since when; the oldest first. */
    private final Map<String, Long> unheld = new LinkedHashMap<>();

    /** By owner; the oldest first. */
    private final Map<String, Hold> kept = new LinkedHashMap<>();

    private boolean sweeping;
    private volatile SecretMask mask = SecretMask.NONE;
    private volatile boolean stale;

    /**
     * @param timer for short tasks, tells when values may be forgotten
     * @param nanos as {@link System#nanoTime}
     */
    public SecretRegistry(ScheduledExecutorService timer, LongSupplier nanos) {
        this.timer = timer;
        this.nanos = nanos;
    }

    /** Values that are hidden until they are let go. */
    public final class Hold implements AutoCloseable {
        private final Set<String> values;
        private boolean closed;

        private Hold(Collection<String> values) {
            this.values = Set.copyOf(values);
        }

        /** The values are hidden a while longer and then forgotten. May be called again. */
        @Override
        public void close() {
            letGo(this);
        }
    }

    /**
     * Hides these values from now on.
     *
     * @param values as {@link SecretSources} finds them
     */
    public synchronized Hold hold(Collection<String> values) {
        Hold hold = new Hold(values);
        for (String value : hold.values) {
            boolean isNew = holders.merge(value, 1, Integer::sum) == 1 && unheld.remove(value) == null;
            stale |= isNew;
        }
        return hold;
    }

    /**
     * Hides these values until the owner keeps others. For texts about the owner that may be shown at any time.
     *
     * @param owner a name, for instance that of a Secret
     */
    public synchronized void keep(String owner, Collection<String> values) {
        Hold former = kept.put(owner, hold(values));
        if (former != null) {
            former.close();
        }
        if (kept.size() > MOST_KEPT) {
            String oldest = kept.keySet().iterator().next();
            Objects.requireNonNull(kept.remove(oldest)).close();
        }
    }

    /** The text with a mask in place of each value. */
    public String mask(String text) {
        return (stale ? renewed() : mask).mask(text);
    }

    @Override
    public String apply(String text) {
        return mask(text);
    }

    private synchronized SecretMask renewed() {
        if (stale) {
            Set<String> values = new LinkedHashSet<>(holders.keySet());
            values.addAll(unheld.keySet());
            mask = SecretMask.of(values, SecretRule.SHORTEST_PART);
            stale = false;
        }
        return mask;
    }

    private synchronized void letGo(Hold hold) {
        if (hold.closed) {
            return;
        }
        hold.closed = true;
        for (String value : hold.values) {
            if (holders.merge(value, -1, Integer::sum) == 0) {
                holders.remove(value);
                unheld.put(value, nanos.getAsLong());
            }
        }
        while (unheld.size() > MOST_UNHELD) {
            unheld.remove(unheld.keySet().iterator().next());
            stale = true;
        }
        sweepLater(LINGER.toNanos());
    }

    private synchronized void sweep() {
        sweeping = false;
        long now = nanos.getAsLong();
        stale |= unheld.values().removeIf(since -> now - since >= LINGER.toNanos());
        if (!unheld.isEmpty()) {
            sweepLater(LINGER.toNanos() - (now - unheld.values().iterator().next()));
        }
    }

    private void sweepLater(long delay) {
        if (sweeping || unheld.isEmpty()) {
            return;
        }
        try {
            var unused = timer.schedule(this::sweep, delay, TimeUnit.NANOSECONDS);
            sweeping = true;
        } catch (RejectedExecutionException e) {
            // Assay is ending; its last lines are masked as well.
            return;
        }
    }
}
