package dev.assay.wire.netrpc.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait to be sent. Any thread adds, the event loop takes. However many are added, the event loop is woken up
 * once. Bounded by the bytes of their arguments.
 */
final class SendQueue {
    /** The memory of a waiting call beside its argument, so that the number of calls is bounded too. */
    private static final int CALL_BYTES = 512;

    private final long maxBytes;
    private final Queue<RpcCall<?>> calls = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean wakeUpPending = new AtomicBoolean();

    SendQueue(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** False when there is no room. */
    boolean add(RpcCall<?> call) {
        long size = size(call);
        if (bytes.addAndGet(size) > maxBytes) {
            bytes.addAndGet(-size);
            return false;
        }
        calls.add(call);
        return true;
    }

    /** Whether this caller must wake the event loop up, for what was added; true for one of many callers. */
    boolean needsWakeUp() {
        return !wakeUpPending.get() && wakeUpPending.compareAndSet(false, true);
    }

    /** The event loop takes calls now; for a call that is added from here on it must be woken up again. */
    void wokenUp() {
        wakeUpPending.set(false);
    }

    /** The next call that its caller has not given up; null when there is none. */
    @Nullable
    RpcCall<?> next() {
        for (RpcCall<?> call = calls.poll(); call != null; call = calls.poll()) {
            bytes.addAndGet(-size(call));
            if (!call.isOver()) {
                return call;
            }
        }
        return null;
    }

    long bytes() {
        return bytes.get();
    }

    private static long size(RpcCall<?> call) {
        return call.request().argument().bytes() + CALL_BYTES;
    }
}
