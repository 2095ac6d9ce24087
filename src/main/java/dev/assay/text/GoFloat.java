package dev.assay.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/** Floating point numbers of 64 bits, in the text form of Go's package {@code strconv}. */
public final class GoFloat {
    /** Digits are taken possessively, so that a long text that is not a number costs one pass. */
    private static final Pattern FINITE =
            Pattern.compile("[+-]?(?:(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?"
                    + "|0[xX](?:[0-9a-fA-F]++(?:\\.[0-9a-fA-F]*+)?|\\.[0-9a-fA-F]++)[pP][+-]?[0-9]++)");

    /** Any double has a decimal form with this many digits that is read back as that double. */
    private static final int MAX_DIGITS = 17;

    private GoFloat() {}

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
     * {@code strconv.ParseFloat(text, 64)}, for instance of {@code 1.5e3}, {@code 0x1p-2}, {@code +Inf}, {@code nan}.
     * Underscores are not accepted.
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

    private static double finite(String text) {
        if (!FINITE.matcher(text).matches()) {
            throw new NumberFormatException("invalid syntax");
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new NumberFormatException("value out of range");
        }
        return value;
    }

    private static BigDecimal round(BigDecimal exact, int digits) {
        return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }
}
