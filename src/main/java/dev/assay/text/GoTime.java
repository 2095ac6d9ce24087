package dev.assay.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Points in time as {@code metav1.Time} writes and reads them: RFC 3339, written in UTC and to the second. */
public final class GoTime {
    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.NORMAL)
            .appendPattern("-MM-dd'T'HH:mm:ss'Z'")
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern READ = Pattern.compile(
            "([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:[.,]([0-9]+))?(?:Z|([+-])([0-9]{2}):([0-9]{2}))");

    private GoTime() {}

    public static String write(Instant time) {
        return WRITTEN.format(time);
    }

    /** Null for what is no time. Accepts what Go's {@code time.Parse} does beyond RFC 3339, for instance a decimal comma. */
    public static @Nullable Instant read(String text) {
        Matcher m = READ.matcher(text);
        if (!m.matches()) {
            return null;
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(m, 1),
                    number(m, 2),
                    number(m, 3),
                    number(m, 4),
                    number(m, 5),
                    number(m, 6),
                    nanos(m.group(7)));
            return local.toInstant(ZoneOffset.UTC).minusSeconds(offset(m));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int offset(Matcher m) {
        if (m.group(8) == null) {
            return 0;
        }
        int hours = number(m, 9);
        int minutes = number(m, 10);
        if (hours > 24 || minutes > 60) {
            throw new DateTimeException("no such offset");
        }
        int seconds = (hours * 60 + minutes) * 60;
        return "-".equals(m.group(8)) ? -seconds : seconds;
    }

    /** Digits beyond the ninth are left out. */
    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group));
    }
}
