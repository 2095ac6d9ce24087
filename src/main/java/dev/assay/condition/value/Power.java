package dev.assay.condition.value;

/**
 * Go's {@code math.Pow}. It multiplies where the exponent is a whole number, and is rounded otherwise than Java's there. For
 * other exponents, the last digit may be another one.
 */
final class Power {
    /** Beyond it, a base other than 1 gives zero or infinity. */
    private static final double LARGEST = 0x1p63;

    private Power() {}

    static double of(double base, double exponent) {
        if (base == 1 || (base == -1 && Double.isInfinite(exponent))) {
            return 1;
        }
        boolean plain = base != 0 && !Double.isNaN(base) && !Double.isInfinite(base) && Math.abs(exponent) < LARGEST;
        if (!plain || exponent == 0 || exponent == 1 || (base < 0 && exponent != Math.rint(exponent))) {
            return Math.pow(base, exponent);
        }
        if (Math.abs(exponent) == 0.5) {
            return exponent > 0 ? Math.sqrt(base) : 1 / Math.sqrt(base);
        }
        return product(base, exponent);
    }

    private static double product(double base, double exponent) {
        double size = Math.abs(exponent);
        long whole = (long) size;
        double fraction = size - whole;
        double result = 1;
        if (fraction != 0) {
            if (fraction > 0.5) {
                fraction--;
                whole++;
            }
            result = Math.exp(fraction * Math.log(base));
        }
        // Mantissas from 0.5 to 1 with exponents beside them neither overflow nor lose digits.
        int scale = Math.getExponent(base) + 1;
        double factor = base / Math.scalb(1.0, scale);
        if (Math.getExponent(base) < Double.MIN_EXPONENT) {
            return Math.pow(base, exponent);
        }
        long resultScale = 0;
        long factorScale = scale;
        for (long rest = whole; rest != 0; rest >>= 1) {
            if (Math.abs(factorScale) > 1 << 12) {
                // The result is zero or infinite already.
                resultScale += factorScale;
                break;
            }
            if ((rest & 1) == 1) {
                result *= factor;
                resultScale += factorScale;
            }
            factor *= factor;
            factorScale <<= 1;
            if (factor < 0.5) {
                factor += factor;
                factorScale--;
            }
        }
        if (exponent < 0) {
            result = 1 / result;
            resultScale = -resultScale;
        }
        return scaled(result, resultScale);
    }

    private static double scaled(double value, long scale) {
        return Math.scalb(value, (int) Math.max(-4_000, Math.min(4_000, scale)));
    }
}
