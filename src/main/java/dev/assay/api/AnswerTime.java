package dev.assay.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The times in answers: to the millisecond, since more digits tell a reader nothing. */
public final class AnswerTime {
    private AnswerTime() {}

    public static Instant of(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }
}
