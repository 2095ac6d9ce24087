package dev.assay.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers of 64 bits, in the text form of Go's package {@code strconv}. */
public final class GoNumber {
    /** Digits, with an underscore between two of them. Possessive, so that a long text that is no number costs one pass. */
    private static final String DIGITS = "[0-9]++(?:_[0-9]++)*+";

    private static final String HEX_DIGITS = "[0-9a-fA-F]++(?:_[0-9a-fA-F]++)*+";

    private static final Pattern FINITE = Pattern.compile(
            "[+-]?(?:(?:D(?:\\.(?:D)?+)?+|\\.D)(?:[eE][+-]?D)?|0[xX](?:_?H(?:\\.(?:H)?+)?+|\\.H)[pP][+-]?D)"
                    .replace("D", DIGITS)
                    .replace("H", HEX_DIGITS));

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]++");

    /** Any double has a decimal form with this many digits that is read back as that double. */
    private static final int MAX_DIGITS = 17;

    private GoNumber() {}

    /** {@code strconv.FormatFloat(value, 'f', -1, 64)}: the fewest digits that identify the number, and no exponent. */
    public static String format(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        // Before Java 19, Double.toString writes more digits than needed for some numbers.
        BigDecimal exact = new BigDecimal(value);
        int digits = 1;
        BigDecimal rounded = round(exact, digits);
        while (rounded.doubleValue() != value && digits < MAX_DIGITS) {
            rounded = round(exact, ++digits);
        }
        return rounded.stripTrailingZeros().toPlainString();
    }

    /**
     * {@code strconv.ParseFloat(text, 64)}, for instance of {@code 1.5e3}, {@code 1_000}, {@code 0x1p-2}, {@code +Inf},
     * {@code nan}.
     *
     * @throws NumberFormatException with Go's reason as message: {@code invalid syntax} or {@code value out of range}
     */
    public static double parse(String text) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> {
                return Double.NaN;
            }
            case "inf", "+inf", "infinity", "+infinity" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "-inf", "-infinity" -> {
                return Double.NEGATIVE_INFINITY;
            }
            default -> {
                return finite(text);
            }
        }
    }

    /**
     * {@code strconv.ParseInt(text, 10, 64)}.
     *
     * @throws NumberFormatException as {@link #parse} does
     */
    public static long parseInteger(String text) {
        if (!isInteger(text)) {
            throw new NumberFormatException("invalid syntax");
        }
        return fitting(text).orElseThrow(() -> new NumberFormatException("value out of range"));
    }

    /** The number that {@code strconv.Atoi} gives beside its error: 0 for what is none, and else the nearest of 64 bits. */
    public static long nearestInteger(String text) {
        if (!isInteger(text)) {
            return 0;
        }
        return fitting(text).orElse(text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE);
    }

    private static boolean isInteger(String text) {
        return INTEGER.matcher(text).matches();
    }

    /** The integer, where it has 64 bits at most. */
    private static OptionalLong fitting(String integer) {
        try {
            return OptionalLong.of(Long.parseLong(integer));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static double finite(String text) {
        if (!FINITE.matcher(text).matches()) {
            throw new NumberFormatException("invalid syntax");
        }
        double value = Double.parseDouble(text.replace("_", ""));
        if (Double.isInfinite(value)) {
            throw new NumberFormatException("value out of range");
        }
        return value;
    }

    private static BigDecimal round(BigDecimal exact, int digits) {
        return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }
}
