package dev.assay.install.http;

import java.util.regex.Pattern;

/** A header of a request, whose value is secret. */
record Header(String name, String value) {
    /** RFC 9110, 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+");

    /** RFC 9110, 5.5, without what is not ASCII, which no two servers read alike. */
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    static boolean isName(String text) {
        return TOKEN.matcher(text).matches();
    }

    static boolean isValue(String text) {
        return VALUE.matcher(text).matches();
    }

    /** The name alone. */
    @Override
    public String toString() {
        return name;
    }
}
