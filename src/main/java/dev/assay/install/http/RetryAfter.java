package dev.assay.install.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header {@code Retry-After} (RFC 9110, 10.2.3): seconds, or a date as in {@code Fri, 31 Dec 1999 23:59:59 GMT}.
 */
final class RetryAfter {
    /** A server that asks for more is asked again nevertheless; it may have been wrong. */
    static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Pattern SECONDS = Pattern.compile("[0-9]+");
    private static final int MANY_DIGITS = 6;

    private RetryAfter() {}

    /** From zero to {@link #LONGEST}; empty where the value cannot be read. */
    static Optional<Duration> parse(String value, Instant now) {
        String text = value.trim();
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(
                    text.length() > MANY_DIGITS ? LONGEST : bounded(Duration.ofSeconds(Long.parseLong(text))));
        }
        return date(text).map(date -> bounded(Duration.between(now, date)));
    }

    /** An HTTP date in the form that all write today. */
    static Optional<Instant> date(String text) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(text.trim(), DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                            .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration asked) {
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
