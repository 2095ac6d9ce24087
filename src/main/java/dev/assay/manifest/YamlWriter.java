package dev.assay.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.serializer.Serializer;

/**
 * JSON as YAML that a person would write: maps and lists in block style, text of several lines as literal blocks, quotes
 * only where they are needed, and a short list of plain values on one line. {@link Yaml} and Kubernetes read the same value
 * from it. Without state, from any thread.
 */
public final class YamlWriter {
    private static final Resolver RESOLVER = new Resolver();
    private static final int INDENT = 2;

    /** The longest list that stands on one line, in characters. */
    private static final int LONGEST_ROW = 100;

    /** Ends of lines beside the line feed, which a literal block would turn into one, and the byte order mark. */
    private static final String ONLY_IN_QUOTES = "\r\u0085\u2028\u2029\ufeff";

    private YamlWriter() {}

    /** One document without a separator. */
    public static String write(JsonNode value) {
        StringWriter text = new StringWriter();
        Serializer serializer = new Serializer(new Emitter(text, options()), RESOLVER, options(), null);
        try {
            serializer.open();
            serializer.serialize(node(value));
            serializer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The emitter indents a list, also where it is the whole document.
        return value.isArray() ? text.toString().indent(-INDENT) : text.toString();
    }

    private static DumperOptions options() {
        DumperOptions options = new DumperOptions();
        options.setIndent(INDENT);
        options.setIndicatorIndent(INDENT);
        options.setIndentWithIndicator(true);
        options.setSplitLines(false);
        return options;
    }

    private static Node node(JsonNode value) {
        if (value.isObject()) {
            List<NodeTuple> fields = new ArrayList<>();
            value.properties().forEach(f -> fields.add(new NodeTuple(key(f.getKey()), node(f.getValue()))));
            return new MappingNode(Tag.MAP, fields, FlowStyle.BLOCK);
        }
        if (value.isArray()) {
            List<Node> items = StreamSupport.stream(value.spliterator(), false)
                    .map(YamlWriter::node)
                    .toList();
            return new SequenceNode(Tag.SEQ, items, isRow(value) ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }
        return value.isTextual() ? text(value.textValue()) : plain(value.asText());
    }

    private static boolean isRow(JsonNode list) {
        return list.toString().length() <= LONGEST_ROW
                && StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isValueNode);
    }

    private static Node text(String text) {
        return new ScalarNode(Tag.STR, text, null, null, style(text));
    }

    /** A key stands on one line. */
    private static Node key(String text) {
        ScalarStyle style = style(text) == ScalarStyle.PLAIN ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED;
        return new ScalarNode(Tag.STR, text, null, null, style);
    }

    /** The style that is asked for. The emitter takes double quotes where the text does not allow it. */
    private static ScalarStyle style(String text) {
        if (text.chars().anyMatch(c -> ONLY_IN_QUOTES.indexOf(c) >= 0)) {
            return ScalarStyle.DOUBLE_QUOTED;
        }
        if (text.indexOf('\n') >= 0) {
            return ScalarStyle.LITERAL;
        }
        boolean plain = !YamlScalars.needsQuotes(text)
                && RESOLVER.resolve(NodeId.scalar, text, true).equals(Tag.STR);
        return plain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED;
    }

    /** A number, a truth value or null, as it is written. */
    private static Node plain(String text) {
        return new ScalarNode(RESOLVER.resolve(NodeId.scalar, text, true), text, null, null, ScalarStyle.PLAIN);
    }
}
