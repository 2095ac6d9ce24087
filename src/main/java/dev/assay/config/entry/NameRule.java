package dev.assay.config.entry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rule for {@code name} (argo-rollouts: utils/config/config.go). */
final class NameRule {
    private static final Pattern NAME = Pattern.compile("([a-zA-Z0-9\\-]+)/([a-zA-Z0-9_\\-.]+)");

    /** The longest name. Names become names of files, for which most file systems allow 255 bytes. */
    private static final int LONGEST = 200;

    private NameRule() {}

    /** The fault of the name; empty where it has none. */
    static String problem(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return "is not of the form namespace/name";
        }
        if (parts.group(2).equals(".") || parts.group(2).equals("..")) {
            return "has \"" + parts.group(2) + "\" for a name, which means a folder";
        }
        return name.length() > LONGEST ? "is longer than " + LONGEST + " characters" : "";
    }
}
