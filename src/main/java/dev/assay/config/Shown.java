package dev.assay.config;

import java.util.regex.Pattern;

/** Text from a configuration as it may stand in a message: short, on one line, without passwords. */
final class Shown {
    /** Long enough for a digest or an ordinary address. */
    private static final int LONGEST = 120;

    private static final String MASK = "*****";

    /** What stands between {@code ://} and the last {@code @} before the path. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#]*@");

    /** An unescaped {@code /} in a password ends the authority early; then all up to the last {@code @} is hidden. */
    private static final Pattern BROKEN_USER_INFO = Pattern.compile("(?<=://)[^/?#@]*:(?![0-9]{1,5}(?:[/?#]|$)).*@");

    /** Parameters with a token or a signature, as in addresses that are signed for a time. */
    private static final Pattern SECRET_PARAMETER = Pattern.compile(
            "([?&;#][^=&;#]*(?:token|sig|signature|secret|password|passwd|pwd|key|auth|credential)[^=&;#]*=)[^&;#]+",
            Pattern.CASE_INSENSITIVE);

    /** What might be user name and password of an address that lacks its {@code ://}. */
    private static final Pattern BARE_USER_INFO = Pattern.compile("^(?!.*://).*:.*@");

    private Shown() {}

    /** In double quotes. */
    static String text(String value) {
        return '"' + plain(value) + '"';
    }

    static String plain(String value) {
        return oneLine(url(value));
    }

    static String url(String value) {
        String masked = USER_INFO.matcher(value).replaceAll(MASK + "@");
        masked = BROKEN_USER_INFO.matcher(masked).replaceAll(MASK + "@");
        masked = BARE_USER_INFO.matcher(masked).replaceAll(MASK + "@");
        return SECRET_PARAMETER.matcher(masked).replaceAll("$1" + MASK);
    }

    private static String oneLine(String value) {
        StringBuilder line = new StringBuilder();
        int end = value.offsetByCodePoints(0, Math.min(LONGEST, value.codePointCount(0, value.length())));
        value.substring(0, end)
                .codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .forEach(line::appendCodePoint);
        return end < value.length() ? line.append("...").toString() : line.toString();
    }
}
