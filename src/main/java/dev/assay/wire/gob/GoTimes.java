package dev.assay.wire.gob;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The binary form of Go's {@code time.Time}, version 1 and 2 ({@code time.go}, {@code MarshalBinary}). */
public final class GoTimes {
    private GoTimes() {}

    /**
     * The time with its zone offset; null for Go's zero time. A zone offset beyond Java's 18 hours becomes UTC, the instant stays. Throws
     * {@link GobException} when the bytes are no time, or one outside the years that {@link OffsetDateTime} has.
     */
    public static @Nullable OffsetDateTime decode(byte[] bytes) {
        throw new UnsupportedOperationException();
    }

    /** Null becomes Go's zero time. An offset of -1 minute, which Go refuses to write, becomes UTC; the instant stays. */
    public static byte[] encode(@Nullable OffsetDateTime time) {
        throw new UnsupportedOperationException();
    }
}
