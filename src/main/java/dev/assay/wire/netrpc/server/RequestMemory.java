package dev.assay.wire.netrpc.server;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The bytes of all requests that are arriving or being answered, on every connection. Confined to the server's thread.
 * When those that are being answered take too much, hosts must wait with their next ones; a stream's window stays closed.
 */
final class RequestMemory {
    private final long maxBytes;
    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private long arriving;
    private long answering;

    /** @param maxBytes for those that arrive, and as much for those that are being answered */
    RequestMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * The bytes of an incomplete request have changed by this much.
     *
     * @return false when all incomplete requests together take too much
     */
    boolean arriving(long change) {
        arriving += change;
        return arriving <= maxBytes;
    }

    /** A request is complete, and a call begins. */
    void answering(long bytes) {
        answering += bytes;
    }

    /** A call is over. */
    void answered(long bytes) {
        answering -= bytes;
        while (answering <= maxBytes && !waiting.isEmpty()) {
            Runnable first = waiting.iterator().next();
            waiting.remove(first);
            first.run();
        }
    }

    /**
     * Runs the task as soon as there is room for more requests, which may be at once.
     *
     * @param task one that waits already keeps its place, and is run once
     */
    void whenFree(Runnable task) {
        if (answering <= maxBytes) {
            task.run();
        } else {
            waiting.add(task);
        }
    }
}
