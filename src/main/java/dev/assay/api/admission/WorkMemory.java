package dev.assay.api.admission;

import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;

/** The part of the {@link MemoryBudget} that one request has, from its head to the last byte of its answer. */
public final class WorkMemory implements AutoCloseable {
    private static final String KEY = WorkMemory.class.getName();

    private final MemoryBudget budget;
    private long owned;
    private boolean closed;

    WorkMemory(MemoryBudget budget) {
        this.budget = budget;
    }

    /**
     * Takes more memory.
     *
     * @throws RequestRefusedException when it is not there, and when the request is over
     */
    public synchronized void grow(long bytes) {
        if (closed) {
            throw new RequestRefusedException(
                    Kind.OVERLOADED, "tried to go on with the request, but its caller is gone; send it again");
        }
        budget.take(bytes, owned);
        owned += bytes;
    }

    /** Makes it known to what runs in this Vert.x context, which is that of one request. */
    public void attachTo(Context context) {
        context.putLocal(KEY, this);
    }

    /** The memory of the request in whose context the caller runs. */
    public static Optional<WorkMemory> current() {
        Context context = Vertx.currentContext();
        return context == null ? Optional.empty() : Optional.ofNullable(context.getLocal(KEY));
    }

    /** Gives all of it back; a repetition does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            budget.giveBack(owned);
        }
    }
}
