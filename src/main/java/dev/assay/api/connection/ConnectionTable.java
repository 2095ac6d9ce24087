package dev.assay.api.connection;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * The connections of one port. When there are as many as allowed, a new one takes the place of another: the one without a
 * request for the longest time. Safe for many threads.
 */
final class ConnectionTable {
    private static final Logger LOG = Logger.getLogger(ConnectionTable.class);

    /** A connection keeps its place for so long without a request: those of honest callers begin at once. */
    private static final long UNTOUCHED_NANOS = 500_000_000;

    private final ConnectionLimits limits;

    /** Connections without a request, the oldest first. */
    private final Set<ConnectionGuard> waiting = new LinkedHashSet<>();

    private final Set<ConnectionGuard> open = new HashSet<>();

    /** Refused connections whose callers may still read why, the oldest first. */
    private final Set<ConnectionGuard> lingering = new LinkedHashSet<>();

    private final LongSupplier nanos;
    private boolean full;
    private boolean leaving;

    /** @param nanos the time, in nanoseconds of a timer that goes on evenly */
    ConnectionTable(ConnectionLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
    }

    long now() {
        return nanos.getAsLong();
    }

    ConnectionLimits limits() {
        return limits;
    }

    /** Whether a new connection may stay. It is told of every end with {@link #remove}. */
    boolean admit(ConnectionGuard guard) {
        Optional<ConnectionGuard> givesWay = Optional.empty();
        synchronized (this) {
            if (open.size() >= limits.most()) {
                tell();
                givesWay = oldest();
                if (givesWay.isEmpty()) {
                    return false;
                }
                givesWay.ifPresent(this::remove);
            }
            full = full && open.size() > limits.most() / 2;
            open.add(guard);
            waiting.add(guard);
        }
        givesWay.ifPresent(ConnectionGuard::giveWay);
        return true;
    }

    /**
     * Lets each connection {@linkplain ConnectionGuard#leave leave}, and none begin that speaks HTTP/2 from its first
     * byte. Each result completes when its caller is told.
     */
    List<CompletableFuture<Void>> leave() {
        List<ConnectionGuard> present;
        synchronized (this) {
            leaving = true;
            present = List.copyOf(open);
        }
        return present.stream().map(ConnectionGuard::leave).toList();
    }

    synchronized boolean isLeaving() {
        return leaving;
    }

    /** Says that a connection has a request. */
    synchronized void busy(ConnectionGuard guard) {
        waiting.remove(guard);
    }

    /** Says that a connection has no request any more. */
    synchronized void idle(ConnectionGuard guard) {
        if (open.contains(guard)) {
            waiting.add(guard);
        }
    }

    /** Keeps a connection that was to give way, but has a request now, even if that is one too many. */
    synchronized void keep(ConnectionGuard guard) {
        open.add(guard);
    }

    /**
     * Keeps a refused connection until its caller has read why; {@link #remove} ends that. As many may linger as may be open.
     * Where there are more, the one that has lingered for the longest time is closed: its caller has had time to read. What
     * is closed too early loses the refusal, because the system throws it away together with what was not read.
     */
    void linger(ConnectionGuard guard) {
        Optional<ConnectionGuard> longest = Optional.empty();
        synchronized (this) {
            if (lingering.size() >= limits.most()) {
                longest = lingering.stream().findFirst();
                longest.ifPresent(lingering::remove);
            }
            lingering.add(guard);
        }
        longest.ifPresent(ConnectionGuard::endLinger);
    }

    /** Says that a connection is closed; one that is not here is ignored. */
    synchronized void remove(ConnectionGuard guard) {
        waiting.remove(guard);
        open.remove(guard);
        lingering.remove(guard);
    }

    private Optional<ConnectionGuard> oldest() {
        return waiting.stream().findFirst().filter(first -> now() - first.waitingSince() >= UNTOUCHED_NANOS);
    }

    /** Logs once, until half of the places are free again. */
    private void tell() {
        if (!full) {
            full = true;
            LOG.warnf(
                    "tried to accept another connection, but %d are open; those without a request give way, see who opens"
                            + " them, or raise assay.http.max-connections",
                    limits.most());
        }
    }
}
