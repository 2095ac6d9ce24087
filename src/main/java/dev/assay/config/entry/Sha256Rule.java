package dev.assay.config.entry;

import dev.assay.config.Platform;
import dev.assay.text.Redacted;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** The rule for {@code sha256}: 64 hex digits, or a map of them by {@code os/arch}. */
final class Sha256Rule {
    private static final int DIGITS = 64;
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]+");
    private static final Map<Integer, String> OTHER_DIGESTS =
            Map.of(32, "an MD5", 40, "a SHA-1", 96, "a SHA-384", 128, "a SHA-512");
    private static final String REMEDY =
            "write the 64 hex digits that \"sha256sum FILE\" (or \"shasum -a 256 FILE\") prints for the executable";

    private Sha256Rule() {}

    /**
     * The digest for the platform, in lower case; empty where it has a fault, which is reported.
     *
     * @param samePlace whether the executable is downloaded from one address for all platforms
     */
    static Optional<String> check(Node node, boolean samePlace, Platform platform, FaultLocation place) {
        if (node instanceof MappingNode map) {
            return byPlatform(map, samePlace, platform, place);
        }
        return YamlValues.string(node, place).flatMap(text -> digest(node, text, place));
    }

    private static Optional<String> digest(Node node, String text, FaultLocation place) {
        if (text.startsWith("sha256:")) {
            place.fault(node, "begins with \"sha256:\"", "write the hex digits alone");
            return Optional.empty();
        }
        if (!HEX.matcher(text).matches()) {
            place.fault(node, Redacted.text(text) + " has characters that are no hex digits", REMEDY);
            return Optional.empty();
        }
        if (text.length() != DIGITS) {
            String looks = OTHER_DIGESTS.containsKey(text.length())
                    ? ", which looks like " + OTHER_DIGESTS.get(text.length())
                    : "";
            place.fault(node, Redacted.text(text) + " has " + text.length() + " digits instead of 64" + looks, REMEDY);
            return Optional.empty();
        }
        String digest = text.toLowerCase(Locale.ROOT);
        if (digest.equals(EMPTY)) {
            place.doubt(node, "is the digest of an empty file", REMEDY);
        }
        return Optional.of(digest);
    }

    private static Optional<String> byPlatform(
            MappingNode map, boolean samePlace, Platform platform, FaultLocation place) {
        Map<String, String> digests = new LinkedHashMap<>();
        Map<String, Node> nodes = YamlFields.all(map, place);
        nodes.forEach((key, node) -> {
            FaultLocation at = place.at(Redacted.plain(key));
            boolean known = PlatformRule.check(node, key, at);
            Optional<String> digest = YamlValues.string(node, at).flatMap(text -> digest(node, text, at));
            if (known && digest.isPresent()) {
                digests.put(key, digest.get());
            }
        });
        if (!nodes.containsKey(platform.toString())) {
            place.fault(
                    map,
                    "has no digest for " + platform + ", the platform to install for",
                    "add " + platform + ": with the digest of the executable for it");
        }
        boolean differ = Set.copyOf(digests.values()).size() > 1;
        if (differ && samePlace) {
            place.warning(
                    map,
                    "has several digests, but the location is the same on every platform;"
                            + " write {os} or {arch} where it differs");
        }
        return Optional.ofNullable(digests.get(platform.toString()));
    }
}
