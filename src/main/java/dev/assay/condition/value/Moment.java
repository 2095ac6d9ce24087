package dev.assay.condition.value;

import java.time.ZonedDateTime;

/**
 * A point in time, with the time zone that it is shown in: Go's {@code time.Time}.
 *
 * @param abbreviation the name of the zone in the text that the time was read from, where it is none that is known
 */
public record Moment(ZonedDateTime time, String abbreviation) {
    public Moment(ZonedDateTime time) {
        this(time, "");
    }

    /** Whether it is the same point in time, in whatever zone. */
    boolean isSame(Moment other) {
        return time.toInstant().equals(other.time.toInstant());
    }

    Moment plus(Span span) {
        return new Moment(time.plusNanos(span.nanos()), abbreviation);
    }

    Moment minus(Span span) {
        return new Moment(time.minusNanos(span.nanos()), abbreviation);
    }

    /** The time from another one to this; at most Go's longest duration, of about 292 years. */
    Span since(Moment other) {
        return Span.between(other.time.toInstant(), time.toInstant());
    }

    int compareTo(Moment other) {
        return time.toInstant().compareTo(other.time.toInstant());
    }
}
