package dev.assay.config.entry;

import dev.assay.config.Platform;
import dev.assay.text.SpellingSuggestion;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** The rule for the keys of a {@code sha256} map: each names a platform, see {@link Platform#parse}. */
final class PlatformRule {
    private static final String FORM = "write os/arch with Go's names, for instance linux/amd64";

    private PlatformRule() {}

    /** Whether the key names a platform. If not, that is reported. */
    static boolean check(Node node, String key, FaultLocation place) {
        if (Platform.parse(key).isPresent()) {
            return true;
        }
        String remedy =
                suggestion(key).map(near -> "did you mean " + near + "?").orElse(FORM);
        place.fault(node, "is no platform", remedy);
        return false;
    }

    /** The platform that was probably meant: this one under another name, or a misspelt one. */
    private static Optional<String> suggestion(String key) {
        String[] parts = key.split("/", -1);
        if (parts.length == 2) {
            String other = Platform.of(parts[0], parts[1]).toString();
            if (Platform.parse(other).isPresent()) {
                return Optional.of(other);
            }
        }
        Set<String> usual = Stream.of("linux", "darwin", "windows")
                .flatMap(os -> Stream.of("amd64", "arm64").map(arch -> os + "/" + arch))
                .collect(Collectors.toCollection(TreeSet::new));
        return SpellingSuggestion.to(key, usual);
    }
}
