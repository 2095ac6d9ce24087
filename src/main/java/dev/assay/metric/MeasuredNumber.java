package dev.assay.metric;

import dev.assay.text.GoNumber;
import java.util.OptionalDouble;

/** The number that the value of a measurement is. */
public final class MeasuredNumber {
    /** The largest numbers have 309 digits in Go's longest form. A plugin's value may have megabytes. */
    private static final int LONGEST = 400;

    private MeasuredNumber() {}

    /** The number of a value, also where it is the only one of a list, as Prometheus' answers are; else empty. */
    public static OptionalDouble of(String value) {
        if (value.length() > LONGEST) {
            return OptionalDouble.empty();
        }
        String text = value.strip();
        boolean list = text.startsWith("[") && text.endsWith("]");
        try {
            return OptionalDouble.of(GoNumber.parse(list ? text.substring(1, text.length() - 1) : text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
