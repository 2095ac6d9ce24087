package dev.assay.config;

import dev.assay.text.SpellingSuggestion;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** What {@code os/arch} may be: the names that Go has for them (go tool dist list), of systems that can start plugins. */
final class PlatformRule {
    private static final Set<String> SYSTEMS = Set.of(
            "aix", "darwin", "dragonfly", "freebsd", "illumos", "linux", "netbsd", "openbsd", "solaris", "windows");

    private static final Set<String> MACHINES = Set.of(
            "386",
            "amd64",
            "arm",
            "arm64",
            "loong64",
            "mips",
            "mips64",
            "mips64le",
            "mipsle",
            "ppc64",
            "ppc64le",
            "riscv64",
            "s390x");

    private static final String FORM = "write os/arch with Go's names, for instance linux/amd64";

    private PlatformRule() {}

    /** The platform of this name. */
    static Optional<Platform> parse(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 2 && SYSTEMS.contains(parts[0]) && MACHINES.contains(parts[1])
                ? Optional.of(new Platform(parts[0], parts[1]))
                : Optional.empty();
    }

    /** Whether the key names a platform; else it is reported. */
    static boolean check(Node node, String key, FaultLocation place) {
        if (parse(key).isPresent()) {
            return true;
        }
        String remedy = nearest(key).map(near -> "did you mean " + near + "?").orElse(FORM);
        place.fault(node, "is no platform", remedy);
        return false;
    }

    /** What was probably meant: another name of the same, or a misspelt one. */
    static Optional<String> nearest(String key) {
        String[] parts = key.split("/", -1);
        if (parts.length == 2) {
            String other = Platform.of(parts[0], parts[1]).toString();
            if (parse(other).isPresent()) {
                return Optional.of(other);
            }
        }
        Set<String> usual = Stream.of("linux", "darwin", "windows")
                .flatMap(os -> Stream.of("amd64", "arm64").map(arch -> os + "/" + arch))
                .collect(Collectors.toCollection(TreeSet::new));
        return SpellingSuggestion.to(key, usual);
    }
}
