package dev.assay.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** What a {@code sha256} may be: 64 hex digits. */
final class Sha256Rule {
    private static final int DIGITS = 64;
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]+");
    private static final Map<Integer, String> OTHER_DIGESTS = Map.of(32, "an MD5", 40, "a SHA-1", 128, "a SHA-512");
    private static final String REMEDY =
            "write the 64 hex digits that \"sha256sum FILE\" (or \"shasum -a 256 FILE\") prints for the executable";

    private Sha256Rule() {}

    /** The digest in lower case. */
    static Optional<String> check(Node node, String text, Place place) {
        if (text.startsWith("sha256:")) {
            place.fault(node, "begins with \"sha256:\"", "write the hex digits alone");
            return Optional.empty();
        }
        if (!HEX.matcher(text).matches()) {
            place.fault(node, Shown.text(text) + " has characters that are no hex digits", REMEDY);
            return Optional.empty();
        }
        if (text.length() != DIGITS) {
            String looks = OTHER_DIGESTS.containsKey(text.length())
                    ? ", which looks like " + OTHER_DIGESTS.get(text.length())
                    : "";
            place.fault(node, Shown.text(text) + " has " + text.length() + " digits instead of 64" + looks, REMEDY);
            return Optional.empty();
        }
        return Optional.of(text.toLowerCase(Locale.ROOT));
    }
}
