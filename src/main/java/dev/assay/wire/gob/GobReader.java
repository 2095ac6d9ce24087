package dev.assay.wire.gob;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** The receiving side of one gob stream. Not thread-safe. */
public final class GobReader {
    public GobReader(GobLimits limits) {}

    /**
     * Consumes all of {@code in} without releasing it; pieces may be cut anywhere. Each top-level value that became complete goes to
     * {@code values}, in order. Throws {@link GobException} on bytes that are no gob or exceed a limit; the stream is then unusable and every
     * further call throws.
     */
    public void read(ByteBuf in, Consumer<GobValue> values) {
        throw new UnsupportedOperationException();
    }

    /** Whether nothing of a message or of a value has been read that is not complete. */
    public boolean atMessageBoundary() {
        throw new UnsupportedOperationException();
    }
}
