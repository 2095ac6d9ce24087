package dev.assay.secret;

import dev.assay.text.SecretNames;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides which values are hidden in every text. A plugin's {@code env} also holds ordinary settings. Hidden
 * everywhere, {@code 1}, {@code true} or {@code Successful} would make measurements and states unreadable.
 */
final class SecretRule {
    /** A value of three characters can be guessed from the text around its mask, and stands in half of all texts. */
    static final int SHORTEST = 4;

    /** From this length on a value is hidden within words too. GitLab masks no shorter variable, for the same reason. */
    static final int SHORTEST_PART = 8;

    /** Assay's own words, which callers compare, and the usual values of settings. */
    private static final Set<String> WORDS = Set.of(
            "true",
            "false",
            "none",
            "null",
            "default",
            "auto",
            "enabled",
            "disabled",
            "trace",
            "debug",
            "info",
            "warn",
            "warning",
            "error",
            "fatal",
            "panic",
            "json",
            "yaml",
            "text",
            "http",
            "https",
            "grpc",
            "netrpc",
            "netrpc-pre-1.5",
            "plugin",
            "successful",
            "failed",
            "inconclusive",
            "running",
            "pending",
            "installing",
            "starting",
            "ready",
            "stopping",
            "stopped",
            "backingoff",
            "unresponsive");

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9][0-9.,_:]*(?:[eE][+-]?[0-9]+)?(?:[a-zA-Z%]{0,3})");

    private static final Pattern DURATION = Pattern.compile("(?:[0-9.]+(?:ns|us|\u00b5s|ms|s|m|h))+");

    private SecretRule() {}

    /** Whether the value of a variable is hidden. A number is hidden where the name says that it is a secret. */
    static boolean hides(String name, String value) {
        return SecretNames.ofVariable(name) ? hides(value) : hides(value) && !isNumber(value.strip());
    }

    /** Whether a value that is known to be secret is hidden. */
    static boolean hides(String value) {
        String stripped = value.strip();
        boolean shortNumber = stripped.length() < SHORTEST_PART && isNumber(stripped);
        return stripped.length() >= SHORTEST && !shortNumber && !WORDS.contains(stripped.toLowerCase(Locale.ROOT));
    }

    private static boolean isNumber(String value) {
        return NUMBER.matcher(value).matches() || DURATION.matcher(value).matches();
    }
}
