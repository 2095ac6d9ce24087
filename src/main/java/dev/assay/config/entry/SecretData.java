package dev.assay.config.entry;

import dev.assay.text.Redacted;
import dev.assay.text.Utf8;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the entries of a Secret's manifest. No value of a Secret stands in a message. */
final class SecretData {
    private static final String FORM = "write NAME: \"value\" pairs";

    private SecretData() {}

    /** The decoded entries. Those of {@code stringData} win over {@code data}, as in the API server. */
    static Map<String, String> read(KubernetesObject secret, FaultLocation place) {
        Map<String, String> entries = new LinkedHashMap<>();
        values(secret, "data", place).forEach((name, value) -> {
            FaultLocation at = place.at("data").at(Redacted.plain(name));
            text(value, at).flatMap(text -> decoded(value, text, at)).ifPresent(text -> entries.put(name, text));
        });
        values(secret, "stringData", place)
                .forEach((name, value) -> text(value, place.at("stringData").at(Redacted.plain(name)))
                        .ifPresent(text -> entries.put(name, text)));
        return entries;
    }

    private static Map<String, Node> values(KubernetesObject secret, String field, FaultLocation place) {
        Node node = secret.fields().get(field);
        if (node == null || node.getTag().equals(Tag.NULL)) {
            return Map.of();
        }
        Optional<MappingNode> map = YamlValues.map(node, place.at(field), FORM);
        return map.map(m -> YamlFields.all(m, place.at(field))).orElse(Map.of());
    }

    /** The value of an entry; an absent one is an empty text, as in the API server. */
    private static Optional<String> text(Node node, FaultLocation place) {
        return node.getTag().equals(Tag.NULL) ? Optional.of("") : YamlValues.secretString(node, place);
    }

    private static Optional<String> decoded(Node node, String text, FaultLocation place) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text.replaceAll("[\r\n]", ""));
            return Optional.of(Utf8.decode(bytes));
        } catch (IllegalArgumentException e) {
            place.fault(node, "is no base64", "encode it, or write it under stringData as it is");
        } catch (CharacterCodingException e) {
            place.fault(
                    node,
                    "holds bytes that are no UTF-8 text",
                    "headers and variables are text; encode the right value");
        }
        return Optional.empty();
    }
}
