package dev.assay.config.entry;

import dev.assay.text.Redacted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Takes values of a wanted kind out of nodes. A value of another kind is reported as a fault and gives nothing. */
final class YamlValues {
    private static final Map<Tag, String> KINDS = Map.of(
            Tag.INT, "a number",
            Tag.FLOAT, "a number",
            Tag.BOOL, "a boolean",
            Tag.NULL, "empty",
            Tag.TIMESTAMP, "a date");

    /** The limit of Linux for one argument or variable of a process, in bytes (execve(2), MAX_ARG_STRLEN less its end). */
    private static final int LONGEST = 128 * 1024 - 1;

    private YamlValues() {}

    static Optional<String> string(Node node, FaultLocation place) {
        return string(node, place, true);
    }

    /** A text, see {@link #string}, whose value stands in no message. */
    static Optional<String> secretString(Node node, FaultLocation place) {
        return string(node, place, false);
    }

    private static Optional<String> string(Node node, FaultLocation place, boolean shown) {
        if (!(node instanceof ScalarNode scalar)) {
            place.fault(node, "is " + kind(node) + ", but must be text", "write one value in quotes");
            return Optional.empty();
        }
        String value = scalar.getValue();
        if (!scalar.getTag().equals(Tag.STR)) {
            String text = shown ? " (" + Redacted.plain(value) + ")" : "";
            String quoted = shown ? ": " + Redacted.text(value) : "";
            place.fault(
                    node, "is " + kind(node) + " in YAML" + text + ", but must be text", "put it in quotes" + quoted);
            return Optional.empty();
        }
        if (value.indexOf('\0') >= 0) {
            place.fault(node, "holds a NUL character", "remove it, no process can be given one");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    /** Takes a text for an argument or variable of a process, and tells where it is too long for one. */
    static String forProcess(String value, Node node, FaultLocation place) {
        int size = value.getBytes(StandardCharsets.UTF_8).length;
        if (size > LONGEST) {
            place.doubt(node, "has " + size + " bytes, and no process can be given more than " + LONGEST, "write less");
        }
        return value;
    }

    static Optional<Boolean> bool(Node node, FaultLocation place) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            char first = Character.toLowerCase(scalar.getValue().charAt(0));
            boolean on = scalar.getValue().equalsIgnoreCase("on");
            return Optional.of(first == 't' || first == 'y' || on);
        }
        place.fault(node, "is " + kind(node) + ", but must be true or false", "write true or false, without quotes");
        return Optional.empty();
    }

    static List<Node> list(Node node, FaultLocation place, String remedy) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        place.fault(node, "is " + kind(node) + ", but must be a list", remedy);
        return List.of();
    }

    static List<String> strings(Node node, FaultLocation place, String remedy) {
        List<String> texts = new ArrayList<>();
        int index = 0;
        for (Node item : list(node, place, remedy)) {
            FaultLocation at = place.at(index++);
            string(item, at).map(value -> forProcess(value, item, at)).ifPresent(texts::add);
        }
        return texts;
    }

    static Optional<MappingNode> map(Node node, FaultLocation place, String remedy) {
        if (node instanceof MappingNode mapping) {
            return Optional.of(mapping);
        }
        place.fault(node, "is " + kind(node) + ", but must be a map", remedy);
        return Optional.empty();
    }

    static Optional<String> key(Node node, FaultLocation place) {
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        place.fault(node, "has " + kind(node) + " as a key", "write a plain word before the colon");
        return Optional.empty();
    }

    static String kind(Node node) {
        if (node instanceof MappingNode) {
            return "a map";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        return node.getTag().equals(Tag.STR) ? "text" : KINDS.getOrDefault(node.getTag(), "a value with a tag");
    }
}
