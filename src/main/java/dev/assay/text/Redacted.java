package dev.assay.text;

/**
 * Text of a configuration as it may stand in a message: short, on one line, without passwords. Anybody may have written
 * the text, at any length, so each step goes over it once.
 */
public final class Redacted {
    /** Long enough for a digest or an ordinary address. */
    private static final int LONGEST = 120;

    /** Stands in place of what is secret, as in Argo ({@code analysis/analysis.go}). */
    public static final String MASK = "*****";

    private static final String AUTHORITY = "://";

    private static final int LONGEST_PORT = 5;

    private Redacted() {}

    /** The text as {@link #plain} gives it, in double quotes. */
    public static String text(String value) {
        return '"' + plain(value) + '"';
    }

    /** The start of the text on one line, with what may be secret in an address masked. */
    public static String plain(String value) {
        return oneLine(url(value));
    }

    /** The whole address, with user name, password and the values of secret parameters masked. */
    public static String url(String value) {
        return withoutSecretParameters(value.contains(AUTHORITY) ? withoutUserInfo(value) : withoutBareUserInfo(value));
    }

    /**
     * Hides what stands between {@code ://} and the last {@code @} before the path. An unescaped {@code /} in a password
     * ends the authority early; then all up to the last {@code @} is hidden.
     */
    private static String withoutUserInfo(String value) {
        StringBuilder masked = new StringBuilder();
        int lastAt = value.lastIndexOf('@');
        int done = 0;
        for (int start = after(value, 0); start > 0 && start <= lastAt; start = after(value, done)) {
            masked.append(value, done, start);
            done = start;
            int end = end(value, start, "/?#");
            int at = value.substring(start, end).lastIndexOf('@');
            if (at >= 0) {
                masked.append(MASK);
                done = start + at;
            } else if (hasPassword(value, start, end)) {
                masked.append(MASK);
                done = lastAt;
            }
        }
        return masked.append(value, done, value.length()).toString();
    }

    /** Whether a colon of the authority begins something else than a port. */
    private static boolean hasPassword(String value, int start, int end) {
        for (int colon = value.indexOf(':', start); colon >= 0 && colon < end; colon = value.indexOf(':', colon + 1)) {
            int digits = colon + 1;
            while (digits < end && digits - colon <= LONGEST_PORT && isDigit(value.charAt(digits))) {
                digits++;
            }
            if (digits < end || digits == colon + 1) {
                return true;
            }
        }
        return false;
    }

    /** Hides what might be user name and password of an address that lacks its {@code ://}. */
    private static String withoutBareUserInfo(String value) {
        int colon = value.indexOf(':');
        int at = value.lastIndexOf('@');
        return colon >= 0 && colon < at ? MASK + value.substring(at) : value;
    }

    private static String withoutSecretParameters(String value) {
        StringBuilder masked = new StringBuilder();
        int start = 0;
        while (start < value.length()) {
            int end = end(value, start, "&;#");
            int secret = secret(value.substring(start, end), start > 0);
            if (secret < 0) {
                masked.append(value, start, end);
            } else {
                masked.append(value, start, start + secret).append(MASK);
            }
            if (end < value.length()) {
                masked.append(value.charAt(end));
            }
            start = end + 1;
        }
        return masked.toString();
    }

    /**
     * Where the value of the first parameter with a secret name begins, or -1.
     *
     * @param parameter whether the part begins with a parameter; one may begin at each question mark too
     */
    private static int secret(String part, boolean parameter) {
        int start = parameter ? 0 : part.indexOf('?');
        int equals = start < 0 ? -1 : part.indexOf('=', start);
        while (equals >= 0 && equals + 1 < part.length()) {
            if (SecretNames.ofParameter(part.substring(start, equals))) {
                return equals + 1;
            }
            start = part.indexOf('?', equals);
            equals = start < 0 ? -1 : part.indexOf('=', start);
        }
        return -1;
    }

    /** The position after the next {@code ://}, or 0. */
    private static int after(String value, int from) {
        int found = value.indexOf(AUTHORITY, from);
        return found < 0 ? 0 : found + AUTHORITY.length();
    }

    private static int end(String value, int from, String delimiters) {
        int end = from;
        while (end < value.length() && delimiters.indexOf(value.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String oneLine(String value) {
        StringBuilder line = new StringBuilder();
        ForeignText.shortened(value, LONGEST)
                .codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .forEach(line::appendCodePoint);
        return line.toString();
    }
}
