package dev.assay.wire.netrpc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The format of a Kubernetes quantity. Gob carries nothing else of it: {@code resource.Quantity} has no other exported
 * field, so a plugin gets no amounts. The syntax of a quantity is that of {@code ParseQuantity} in {@code
 * k8s.io/apimachinery/pkg/api/resource/quantity.go}, oddities such as {@code "+"} and {@code "Ki"} included.
 */
final class QuantityFormat {
    private static final Pattern QUANTITY =
            Pattern.compile("[+-]?([0-9]*)(?:\\.([0-9]*))?(?:([numkMGTPE]?)|([KMGTPE]i)|[eE]([+-]?[0-9]+))");

    /** Powers of 1024. */
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

    /** Without a digit before them Go takes the others for 0, but does not get to that with these. */
    private static final Set<String> BINARY_WITH_DIGITS = Set.of("Pi", "Ei");

    /** Digits after the point, beyond which amounts are rounded up. */
    private static final int NANO = 9;

    private QuantityFormat() {}

    /** The format of the quantity; null when the text is no quantity. */
    static @Nullable String of(String text) {
        Matcher m = QUANTITY.matcher(text);
        if (text.isEmpty() || !m.matches()) {
            return null;
        }
        String binary = m.group(4);
        boolean digits =
                !m.group(1).isEmpty() || (m.group(2) != null && !m.group(2).isEmpty());
        if (m.group(5) != null) {
            @Nullable Integer exponent = exponent(m.group(5));
            return exponent == null || (!digits && exponent < -NANO) ? null : "DecimalExponent";
        }
        if (!digits && binary != null && BINARY_WITH_DIGITS.contains(binary)) {
            return null;
        }
        return binary == null || isFraction(m.group(1), m.group(2), binary) ? "DecimalSI" : "BinarySI";
    }

    /** Go reads 64 bits of it and uses 32; null for what is longer. */
    private static @Nullable Integer exponent(String text) {
        try {
            return (int) Long.parseLong(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** An amount between 0 and 1 is no longer called binary. */
    private static boolean isFraction(String whole, @Nullable String decimals, String suffix) {
        if (decimals == null || decimals.isEmpty()) {
            return false;
        }
        BigDecimal unit = BigDecimal.valueOf(1024).pow(BINARY.indexOf(suffix));
        BigDecimal amount =
                new BigDecimal("0" + whole + "." + decimals).multiply(unit).setScale(NANO, RoundingMode.UP);
        return amount.signum() > 0 && amount.compareTo(BigDecimal.ONE) < 0;
    }
}
