package dev.assay.text;

import java.time.Duration;
import java.util.Locale;

/** Sizes and durations in the units that people read. */
public final class HumanUnits {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;

    /** From this many of a unit on, the next larger unit is used. */
    private static final int SHORT = 120;

    private HumanUnits() {}

    /** A size, for instance {@code 512 bytes} or {@code 12.3 MiB}. */
    public static String bytes(long bytes) {
        if (bytes < STEP) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double value = bytes;
        int unit = -1;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** Seconds with their fraction, as in {@code 60.0 s} or {@code 0.25 s}; no digit after the third is told. */
    public static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    /**
     * A duration, for instance {@code 0.2 s}, {@code 90 s}, {@code 12 min} or {@code 5 days}; rounded down from two
     * minutes on.
     */
    public static String duration(Duration duration) {
        if (duration.toSeconds() < SHORT) {
            return duration.toMillis() % 1000 == 0
                    ? duration.toSeconds() + " s"
                    : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (duration.toMinutes() < SHORT) {
            return duration.toMinutes() + " min";
        }
        return duration.toHours() < 48 ? duration.toHours() + " h" : duration.toDays() + " days";
    }
}
