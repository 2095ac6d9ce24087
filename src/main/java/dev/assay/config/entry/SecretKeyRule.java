package dev.assay.config.entry;

import dev.assay.config.EnvValue;
import dev.assay.text.KubernetesName;
import dev.assay.text.Redacted;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * The rule for a variable whose value is a key of a Secret: {@code secretKeyRef: {name: NAME, key: KEY}}. Kubernetes' own
 * form, with {@code valueFrom} around it, is read too, and {@code optional} has Kubernetes' meaning.
 */
final class SecretKeyRule {
    private static final String REFERENCE = "secretKeyRef";
    private static final String WRAPPER = "valueFrom";
    private static final String FORM = "write NAME: {secretKeyRef: {name: NAME-OF-THE-SECRET, key: KEY}}";

    private SecretKeyRule() {}

    static Optional<EnvValue.SecretKey> check(MappingNode map, FaultLocation place) {
        YamlFields fields = YamlFields.secret(map, List.of(REFERENCE, WRAPPER), place);
        Optional<Node> wrapped = fields.get(WRAPPER);
        if (wrapped.isPresent() && fields.get(REFERENCE).isPresent()) {
            place.at(WRAPPER).fault(wrapped.get(), "stands beside secretKeyRef", "keep one of the two");
            return Optional.empty();
        }
        if (wrapped.isPresent()) {
            FaultLocation at = place.at(WRAPPER);
            return YamlValues.map(wrapped.get(), at, FORM)
                    .flatMap(inner -> reference(inner, YamlFields.secret(inner, List.of(REFERENCE), at), at));
        }
        return reference(map, fields, place);
    }

    /** Whether the text can be the name of a Secret. If not, that is reported. */
    static boolean isSecret(String name, Node node, FaultLocation place) {
        boolean legal = KubernetesName.isObject(name);
        if (!legal) {
            place.fault(node, Redacted.text(name) + " is no name of a Secret", "write the name that kubectl shows");
        }
        return legal;
    }

    private static Optional<EnvValue.SecretKey> reference(MappingNode map, YamlFields fields, FaultLocation place) {
        FaultLocation at = place.at(REFERENCE);
        Optional<Node> node = fields.get(REFERENCE);
        if (node.isEmpty()) {
            at.fault(map, "is missing", FORM);
            return Optional.empty();
        }
        return YamlValues.map(node.get(), at, FORM).flatMap(reference -> key(reference, at));
    }

    private static Optional<EnvValue.SecretKey> key(MappingNode reference, FaultLocation at) {
        YamlFields fields = YamlFields.secret(reference, List.of("name", "key", "optional"), at);
        Optional<String> secret = text(reference, fields, "name", at)
                .filter(name -> isSecret(name, fields.get("name").orElse(reference), at.at("name")));
        Optional<String> key = text(reference, fields, "key", at)
                .filter(name -> isKey(name, fields.get("key").orElse(reference), at.at("key")));
        boolean optional = fields.get("optional")
                .flatMap(node -> YamlValues.bool(node, at.at("optional")))
                .orElse(false);
        return secret.flatMap(name -> key.map(k -> new EnvValue.SecretKey(name, k, optional)));
    }

    private static Optional<String> text(Node reference, YamlFields fields, String field, FaultLocation at) {
        Optional<Node> node = fields.get(field);
        if (node.isEmpty()) {
            at.at(field).fault(reference, "is missing", FORM);
        }
        return node.flatMap(n -> YamlValues.string(n, at.at(field)));
    }

    private static boolean isKey(String key, Node node, FaultLocation place) {
        boolean legal = KubernetesName.isKey(key);
        if (!legal) {
            place.fault(node, Redacted.text(key) + " is no key of a Secret", "write letters, digits, -, _ and . only");
        }
        return legal;
    }
}
