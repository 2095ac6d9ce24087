package dev.assay.wire.netrpc;

import dev.assay.wire.gob.GoTimes;
import dev.assay.wire.gob.GobException;
import dev.assay.wire.gob.GobValue;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Points in time as Go's {@code time.Time} is gob ({@code MarshalBinary} in {@code time/time.go}). What Go read from JSON
 * is in its local zone, which is not the one that Go calls UTC even where its offset is 0, and is not written as that.
 */
final class GoInstants {
    /** 0001-01-01T00:00:00Z, from where Go counts seconds. */
    private static final long YEAR_ONE = -62_135_596_800L;

    /** Version, seconds, nanoseconds, offset in minutes; version 2 has the offset's seconds after that. */
    private static final int LENGTH = 1 + Long.BYTES + Integer.BYTES + Short.BYTES;

    private GoInstants() {}

    /** In a zone that is not the one that Go calls UTC, so an offset of 0 is written as 0 and not as -1. */
    static GobValue write(Instant instant, ZoneId zone) {
        int offset = zone.getRules().getOffset(instant).getTotalSeconds();
        int seconds = offset % 60;
        ByteBuffer bytes = ByteBuffer.allocate(seconds == 0 ? LENGTH : LENGTH + 1);
        bytes.put((byte) (seconds == 0 ? 1 : 2))
                .putLong(instant.getEpochSecond() - YEAR_ONE)
                .putInt(instant.getNano())
                .putShort((short) (offset / 60));
        if (seconds != 0) {
            bytes.put((byte) seconds);
        }
        return new GobValue.Opaque(GobValue.Encoding.GOB, bytes.array());
    }

    /** Go's zero time, in UTC. */
    static GobValue zero() {
        return new GobValue.Opaque(
                GobValue.Encoding.GOB,
                ByteBuffer.allocate(LENGTH)
                        .put(0, (byte) 1)
                        .putShort(LENGTH - Short.BYTES, (short) -1)
                        .array());
    }

    /**
     * Null for Go's zero time, which is how Go's users say that there is none.
     *
     * @throws UnexpectedReply for what is no time
     */
    static @Nullable Instant read(GobValue value) {
        if (!(value instanceof GobValue.Opaque opaque)) {
            throw new UnexpectedReply("it is not a time");
        }
        try {
            @Nullable OffsetDateTime time = GoTimes.decode(opaque.value());
            return time == null ? null : time.toInstant();
        } catch (GobException e) {
            throw new UnexpectedReply("it is " + e.getMessage());
        }
    }
}
