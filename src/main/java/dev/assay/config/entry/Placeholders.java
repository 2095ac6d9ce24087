package dev.assay.config.entry;

import dev.assay.config.Platform;
import dev.assay.text.Redacted;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/**
 * {@code {os}} and {@code {arch}} in a location. They stand for the platform that the plugin is installed for. In user name
 * and password, braces are ordinary characters.
 */
final class Placeholders {
    private static final List<String> KNOWN = List.of("os", "arch");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}/]*)}");
    private static final Pattern USER_INFO = Pattern.compile("[^:/?#]*:?//[^/?#]*@");

    private Placeholders() {}

    static boolean areIn(String location) {
        return PLACEHOLDER.matcher(tail(location)).results().anyMatch(m -> KNOWN.contains(m.group(1)));
    }

    static String fill(String location, Platform platform) {
        String tail = tail(location);
        String head = location.substring(0, location.length() - tail.length());
        return head + tail.replace("{os}", platform.os()).replace("{arch}", platform.arch());
    }

    /** Warns of other words in braces. Argo takes them as they are, so they are no fault. */
    static void warnOfUnknown(Node node, String location, FaultLocation place) {
        PLACEHOLDER
                .matcher(tail(location))
                .results()
                .map(m -> m.group(1))
                .filter(name -> !KNOWN.contains(name))
                .distinct()
                .forEach(name -> place.warning(
                        node,
                        "has " + Redacted.text("{" + name + "}")
                                + ", which stands for nothing; known are {os} and {arch}"));
    }

    /** The part after user name and password. */
    static String tail(String location) {
        Matcher userInfo = USER_INFO.matcher(location);
        return userInfo.lookingAt() ? location.substring(userInfo.end()) : location;
    }
}
