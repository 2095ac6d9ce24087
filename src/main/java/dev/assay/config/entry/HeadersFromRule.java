package dev.assay.config.entry;

import dev.assay.config.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** The rule for {@code headersFrom}: a list of references to Secrets, of use for downloads only. */
final class HeadersFromRule {
    private static final String FORM = "write a list of \"- secretRef: {name: NAME}\"";

    private HeadersFromRule() {}

    /** The names of the Secrets. */
    static List<String> check(Node node, Optional<Location> location, FaultLocation place) {
        List<String> names = new ArrayList<>();
        int index = 0;
        for (Node item : YamlValues.list(node, place, FORM)) {
            FaultLocation at = place.at(index++);
            YamlValues.map(item, at, FORM).flatMap(map -> secretName(map, at)).ifPresent(names::add);
        }
        location.filter(l -> !names.isEmpty())
                .flatMap(l ->
                        l.match(file -> Optional.of("file"), http -> Optional.empty(), own -> Optional.of("builtin")))
                .ifPresent(scheme -> place.warning(node, "has no effect on a " + scheme + ":// location"));
        return names;
    }

    private static Optional<String> secretName(MappingNode source, FaultLocation place) {
        FaultLocation at = place.at("secretRef");
        Optional<Node> reference =
                YamlFields.of(source, List.of("secretRef"), place).get("secretRef");
        if (reference.isEmpty()) {
            at.fault(source, "is missing", FORM);
            return Optional.empty();
        }
        Optional<MappingNode> map = YamlValues.map(reference.get(), at, FORM);
        Optional<Node> node =
                map.flatMap(m -> YamlFields.of(m, List.of("name"), at).get("name"));
        if (map.isPresent() && node.isEmpty()) {
            at.at("name").fault(map.get(), "is missing", FORM);
        }
        return node.flatMap(n -> YamlValues.string(n, at.at("name")))
                .filter(name -> SecretKeyRule.isSecret(name, node.get(), at.at("name")));
    }
}
