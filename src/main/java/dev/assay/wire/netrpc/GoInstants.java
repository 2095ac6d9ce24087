package dev.assay.wire.netrpc;

import dev.assay.wire.gob.GoTimes;
import dev.assay.wire.gob.GobException;
import dev.assay.wire.gob.GobValue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Points in time in the gob form of Go's {@code time.Time} ({@code MarshalBinary} in {@code time/time.go}). A time that Go
 * reads from JSON is in its local zone. Even with offset 0 that zone is not the one that Go calls UTC.
 */
final class GoInstants {
    private GoInstants() {}

    /** A time in a local zone. */
    static GobValue write(Instant instant, ZoneId zone) {
        return opaque(GoTimes.encodeLocal(OffsetDateTime.ofInstant(instant, zone)));
    }

    /** Go's zero time, in UTC. */
    static GobValue zero() {
        return opaque(GoTimes.encode(null));
    }

    /**
     * Null for Go's zero time, which is how Go's users say that there is none.
     *
     * @throws UnexpectedValue for what is no time
     */
    static @Nullable Instant read(GobValue value) {
        if (!(value instanceof GobValue.Opaque opaque)) {
            throw new UnexpectedValue("it is not a time");
        }
        try {
            @Nullable OffsetDateTime time = GoTimes.decode(opaque.value());
            return time == null ? null : time.toInstant();
        } catch (GobException e) {
            throw new UnexpectedValue("it is " + e.getMessage());
        }
    }

    private static GobValue opaque(byte[] time) {
        return new GobValue.Opaque(GobValue.Encoding.GOB, time);
    }
}
