package dev.assay.config.entry;

import dev.assay.config.EnvValue;
import dev.assay.text.Redacted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * The rule for {@code env}: names of variables, and their values or the keys of Secrets that hold them. A value may be
 * secret, so it stands in no message.
 */
final class EnvRule {
    /** Kubernetes' rule for the environment of a container. */
    private static final Pattern NAME = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");

    /** Prefixes of the variables that the host sets for the handshake; other values would break it. */
    private static final List<String> RESERVED = List.of("ASSAY_", "PLUGIN_");

    private static final String COOKIE = "ARGO_ROLLOUTS_RPC_PLUGIN";

    /** Makes a plugin that was written with Assay's library listen on TCP, so it is allowed. */
    private static final String NETWORK = "ASSAY_PLUGIN_NETWORK";

    private static final String FORM = "write NAME: \"value\" pairs";

    private EnvRule() {}

    static Map<String, EnvValue> check(Node node, FaultLocation place) {
        Map<String, EnvValue> env = new LinkedHashMap<>();
        YamlValues.map(node, place, FORM).ifPresent(map -> read(map, place, env));
        return env;
    }

    private static void read(MappingNode map, FaultLocation place, Map<String, EnvValue> env) {
        YamlFields.all(map, place).forEach((name, value) -> {
            FaultLocation at = place.at(Redacted.plain(name));
            if (!NAME.matcher(name).matches()) {
                at.fault(
                        value,
                        "is no name of an environment variable",
                        "use letters, digits, _ . and -, no digit first");
            } else if (isReserved(name)) {
                at.fault(
                        value,
                        "is reserved for the handshake between host and plugin",
                        "use a name that is not " + COOKIE + " and does not begin with "
                                + String.join(" or ", RESERVED));
            } else {
                value(value, at).ifPresent(v -> env.put(name, v));
            }
        });
    }

    private static Optional<? extends EnvValue> value(Node node, FaultLocation place) {
        return node instanceof MappingNode map
                ? SecretKeyRule.check(map, place)
                : YamlValues.secretString(node, place)
                        .map(text -> new EnvValue.Text(YamlValues.forProcess(text, node, place)));
    }

    private static boolean isReserved(String name) {
        return !name.equals(NETWORK)
                && (name.equals(COOKIE) || RESERVED.stream().anyMatch(name::startsWith));
    }
}
