package dev.assay.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Durations as Go's {@code time.ParseDuration} reads them and its {@code Duration.String} writes them: {@code 1h2m3.5s}. */
public final class GoDuration {
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "\u00b5s", 1_000L, // micro sign
            "\u03bcs", 1_000L, // Greek letter mu
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(63);

    /** More digits than any number of nanoseconds has, with some leading zeros. */
    private static final int MAX_DIGITS = 100;

    private final String text;
    private int at;

    private GoDuration(String text) {
        this.text = text;
    }

    /**
     * Reads a duration of any sign. Units are ns, us, µs, ms, s, m, h; at most 2^63 - 1 nanoseconds (about 292 years) either way.
     *
     * @throws IllegalArgumentException with Go's message, for instance {@code time: invalid duration "x"}
     */
    public static Duration parse(String text) {
        return Duration.ofNanos(new GoDuration(text).nanos());
    }

    /** A duration that is longer than zero; empty for any other text. */
    public static Optional<Duration> positive(String text) {
        try {
            return Optional.of(parse(text)).filter(d -> !d.isZero() && !d.isNegative());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Writes a duration, for instance {@code 10m0s}, {@code 1.5s}, {@code 250ms} or {@code 0s}. */
    public static String write(Duration duration) {
        if (duration.isNegative()) {
            return "-" + write(duration.negated());
        }
        int nanos = duration.getNano();
        if (duration.getSeconds() == 0 && nanos > 0) {
            return nanos < 1_000
                    ? nanos + "ns"
                    : nanos < 1_000_000 ? decimal(nanos, 3) + "\u00b5s" : decimal(nanos, 6) + "ms";
        }
        long hours = duration.toHours();
        String larger =
                (hours == 0 ? "" : hours + "h") + (duration.toMinutes() == 0 ? "" : duration.toMinutesPart() + "m");
        return larger + decimal(duration.toSecondsPart() * 1_000_000_000L + nanos, 9) + "s";
    }

    private static String decimal(long unscaled, int scale) {
        return BigDecimal.valueOf(unscaled, scale).stripTrailingZeros().toPlainString();
    }

    private long nanos() {
        boolean negative = text.startsWith("-");
        if (negative || text.startsWith("+")) {
            at = 1;
        }
        if (text.substring(at).equals("0")) {
            return 0;
        }
        if (at == text.length()) {
            throw invalid();
        }
        BigInteger sum = BigInteger.ZERO;
        while (at < text.length()) {
            sum = sum.add(part());
            if (sum.compareTo(LIMIT) > 0) {
                throw invalid();
            }
        }
        if (!negative && sum.equals(LIMIT)) {
            throw invalid();
        }
        return negative ? sum.negate().longValue() : sum.longValue();
    }

    /** One number with its unit. */
    private BigInteger part() {
        String whole = digits();
        String fraction = "";
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            fraction = digits();
        }
        if ((whole.isEmpty() && fraction.isEmpty()) || whole.length() > MAX_DIGITS) {
            throw invalid();
        }
        long unit = unit();
        BigInteger nanos = new BigInteger("0" + whole).multiply(BigInteger.valueOf(unit));
        return nanos.add(BigInteger.valueOf(fractionNanos(fraction, unit)));
    }

    /** The fraction with a double's precision, as in Go; digits beyond those that fit in 63 bits are left out. */
    private static long fractionNanos(String fraction, long unit) {
        long value = 0;
        double scale = 1;
        for (int i = 0; i < fraction.length() && value <= (Long.MAX_VALUE - 9) / 10; i++) {
            value = value * 10 + (fraction.charAt(i) - '0');
            scale *= 10;
        }
        return (long) (value * (unit / scale));
    }

    private String digits() {
        int from = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    private long unit() {
        int from = at;
        while (at < text.length() && text.charAt(at) != '.' && !isDigit(text.charAt(at))) {
            at++;
        }
        if (from == at) {
            throw new IllegalArgumentException("time: missing unit in duration " + quote(text));
        }
        String name = text.substring(from, at);
        @Nullable Long unit = NANOS.get(name);
        if (unit == null) {
            throw new IllegalArgumentException("time: unknown unit " + quote(name) + " in duration " + quote(text));
        }
        return unit;
    }

    private IllegalArgumentException invalid() {
        return new IllegalArgumentException("time: invalid duration " + quote(text));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The text as {@code quote} in Go's {@code time/format.go} writes it: bytes beyond printable ASCII as {@code \xNN}. */
    private static String quote(String s) {
        StringBuilder out = new StringBuilder("\"");
        for (byte b : s.getBytes(StandardCharsets.UTF_8)) {
            if (b < ' ') {
                out.append(String.format("\\x%02x", b & 0xff));
            } else {
                out.append(b == '"' || b == '\\' ? "\\" : "").append((char) b);
            }
        }
        return out.append('"').toString();
    }
}
