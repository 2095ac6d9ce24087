package dev.assay.wire.netrpc.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait to be sent. Any thread adds, the event loop takes; however many are added, the event loop is told
 * once before it looks. Bounded by the bytes of their arguments.
 */
final class SendQueue {
    /** What a waiting call takes beside its argument, so that the bound is one on their number too. */
    private static final int CALL_BYTES = 512;

    private final long maxBytes;
    private final Queue<RpcCall<?>> calls = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean told = new AtomicBoolean();

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

    /** Whether the event loop must be told of what was added; true for one of many callers. */
    boolean mustTell() {
        return !told.get() && told.compareAndSet(false, true);
    }

    /** The event loop looks now; what is added from here on is to be told again. */
    void looking() {
        told.set(false);
    }

    /** The next one that is still wanted. */
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
