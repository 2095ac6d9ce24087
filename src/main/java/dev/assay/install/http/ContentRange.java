package dev.assay.install.http;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code Content-Range} (RFC 9110, 14.4), as in {@code bytes 100-199/200}.
 *
 * @param total absent for {@code *}
 */
record ContentRange(long first, long last, OptionalLong total) {
    private static final Pattern FORM = Pattern.compile("(?i:bytes)\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    static Optional<ContentRange> parse(String value) {
        Matcher parts = FORM.matcher(value.trim());
        if (!parts.matches()) {
            return Optional.empty();
        }
        OptionalLong total =
                parts.group(3).equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(parts.group(3)));
        return Optional.of(new ContentRange(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), total));
    }

    /** The size of the whole content, in bytes. The range is its end. */
    long size() {
        return total.orElse(last + 1);
    }

    /** Whether the range is the whole content, and says so. */
    boolean isWhole() {
        return total.isPresent() && isRest(0);
    }

    /** Whether the range is everything from a byte to the end. */
    boolean isRest(long from) {
        return first == from && last >= first && (total.isEmpty() || last == total.getAsLong() - 1);
    }
}
