package dev.assay.api.admission;

import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.settings.AssaySettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all requests may have together: a part of the heap. It counts estimates, which are made on the high side.
 * A quarter of it is kept for small requests, so that large ones cannot shut them out. Safe for many threads, and never
 * blocks.
 */
@Singleton
public final class MemoryBudget {
    /** The most that a request may have and still be small, in bytes: a manifest of a few kilobytes with its tree. */
    private static final long SMALL = 128 * 1024;

    private static final int PERCENT = 100;

    private final long total;
    private final long forLarge;

    /** Bytes that are in use. */
    private final AtomicLong used = new AtomicLong();

    @Inject
    MemoryBudget(AssaySettings settings) {
        this(Runtime.getRuntime().maxMemory() / PERCENT * settings.http().memoryPercent());
    }

    /** @param total in bytes */
    MemoryBudget(long total) {
        this.total = total;
        this.forLarge = total - total / 4;
    }

    /** The memory of one request, which has none yet. */
    public WorkMemory open() {
        return new WorkMemory(this);
    }

    /**
     * Takes bytes for a request.
     *
     * @param owned bytes that the request has already
     * @throws RequestRefusedException when they are not there now, or never will be
     */
    void take(long bytes, long owned) {
        long wanted = owned + bytes;
        boolean small = wanted <= SMALL;
        if (wanted > (small ? total : forLarge)) {
            throw new RequestRefusedException(
                    Kind.TOO_COSTLY,
                    "tried to work on the request, but it needs about " + wanted + " bytes of memory and all requests"
                            + " together have " + total
                            + "; send less at once, or raise the heap or assay.http.memory-percent");
        }
        long before;
        do {
            before = used.get();
            if (before + bytes > (small ? total : forLarge)) {
                throw new RequestRefusedException(
                        Kind.OVERLOADED,
                        "tried to find memory for the request, but other requests have it at this moment;"
                                + " send it again in a moment");
            }
        } while (!used.compareAndSet(before, before + bytes));
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }
}
