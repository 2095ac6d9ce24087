package dev.assay.wire.gob;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of Go's {@code time.Time}, version 1 and 2 ({@code time.go}, {@code MarshalBinary}), big-endian:
 * version (1 byte), seconds since year 1 (8), nanoseconds (4), zone offset in minutes (2; -1 is UTC), and in version 2
 * the remaining seconds of the zone offset (1).
 */
public final class GoTimes {
    private static final int VERSION_1 = 1;
    private static final int VERSION_2 = 2;
    private static final int VERSION_1_BYTES = 15;
    private static final int VERSION_2_BYTES = 16;
    private static final int UTC = -1;
    private static final int MAX_NANOS = 999_999_999;
    private static final int SECONDS_PER_MINUTE = 60;

    /** 1970-01-01 in seconds since 0001-01-01. */
    private static final long EPOCH = 62_135_596_800L;

    private GoTimes() {}

    /**
     * The time with its zone offset; null for Go's zero time, whatever its zone. A zone offset beyond Java's 18 hours
     * becomes UTC, the instant stays. Throws {@link GobException} when the bytes are no time, or one outside the years
     * that {@link OffsetDateTime} has.
     */
    public static @Nullable OffsetDateTime decode(byte[] bytes) {
        int version = bytes.length == 0 ? 0 : bytes[0];
        if (version != VERSION_1 && version != VERSION_2) {
            throw new GobException("a time of version " + version + ", which is neither 1 nor 2");
        }
        if (bytes.length != (version == VERSION_1 ? VERSION_1_BYTES : VERSION_2_BYTES)) {
            throw new GobException("a time of version " + version + " with " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        long seconds = in.getLong();
        int nanos = in.getInt();
        int minutes = in.getShort();
        int moreSeconds = version == VERSION_2 ? in.get() : 0;
        if (nanos < 0 || nanos > MAX_NANOS) {
            throw new GobException("a time with " + nanos + " nanoseconds");
        }
        if (seconds == 0 && nanos == 0) {
            return null;
        }
        try {
            return Instant.ofEpochSecond(Math.subtractExact(seconds, EPOCH), nanos)
                    .atOffset(offset(minutes, moreSeconds));
        } catch (DateTimeException | ArithmeticException e) {
            GobException outside = new GobException(
                    "a time " + seconds + " s after year 1, which is outside the years that can be shown");
            outside.initCause(e);
            throw outside;
        }
    }

    private static ZoneOffset offset(int minutes, int moreSeconds) {
        int seconds = minutes * SECONDS_PER_MINUTE + moreSeconds;
        boolean known = Math.abs(seconds) <= ZoneOffset.MAX.getTotalSeconds();
        return known && !(minutes == UTC && moreSeconds == 0) ? ZoneOffset.ofTotalSeconds(seconds) : ZoneOffset.UTC;
    }

    /** The time in the zone that Go calls UTC where its offset is 0; null becomes Go's zero time. */
    public static byte[] encode(@Nullable OffsetDateTime time) {
        if (time == null) {
            return ByteBuffer.allocate(VERSION_1_BYTES)
                    .put(0, (byte) VERSION_1)
                    .putShort(VERSION_1_BYTES - Short.BYTES, (short) UTC)
                    .array();
        }
        return encode(time, time.getOffset().equals(ZoneOffset.UTC));
    }

    /** The time in a local zone, which Go does not call UTC even where its offset is 0. */
    public static byte[] encodeLocal(OffsetDateTime time) {
        return encode(time, false);
    }

    /** An offset of -1 minute and some seconds, which Go refuses to write, becomes UTC; the instant stays. */
    private static byte[] encode(OffsetDateTime time, boolean utc) {
        int offset = time.getOffset().getTotalSeconds();
        int minutes = offset / SECONDS_PER_MINUTE;
        int moreSeconds = offset % SECONDS_PER_MINUTE;
        if (utc || minutes == UTC) {
            minutes = UTC;
            moreSeconds = 0;
        }
        ByteBuffer out = ByteBuffer.allocate(moreSeconds == 0 ? VERSION_1_BYTES : VERSION_2_BYTES)
                .put((byte) (moreSeconds == 0 ? VERSION_1 : VERSION_2))
                .putLong(time.toEpochSecond() + EPOCH)
                .putInt(time.getNano())
                .putShort((short) minutes);
        if (moreSeconds != 0) {
            out.put((byte) moreSeconds);
        }
        return out.array();
    }
}
