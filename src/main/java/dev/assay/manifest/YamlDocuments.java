package dev.assay.manifest;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The program's parser of YAML. It gives the documents of a text as graphs of nodes, which know their lines and whether a
 * scalar was written in quotes. {@link Yaml} makes JSON of them. Without state, from any thread.
 */
public final class YamlDocuments {
    /** Marks a scalar that has neither quotes nor a tag, so that its meaning follows from its text. */
    static final Tag PLAIN = new Tag("tag:plain");

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private YamlDocuments() {}

    /**
     * The documents with the tags of YAML 1.1: of what is not in quotes, {@code 5} is an integer and {@code on} a boolean.
     *
     * @param text is as long as the caller allows
     * @param maxDepth levels of mappings and lists
     * @param maxAliases how often lists and mappings may appear again
     * @throws YAMLException for what is no YAML, or beyond these bounds
     */
    public static List<Node> read(String text, int maxDepth, int maxAliases) {
        return read(text, maxDepth, maxAliases, new ShortResolver());
    }

    /** Does what {@link #read} does, with the tag {@link #PLAIN}; whoever walks the graph bounds what aliases grow to. */
    static List<Node> readPlain(String text, int maxDepth) {
        return read(text, maxDepth, Integer.MAX_VALUE, new PlainResolver());
    }

    private static List<Node> read(String text, int maxDepth, int maxAliases, Resolver resolver) {
        String yaml = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(yaml.length() + 1);
        options.setNestingDepthLimit(maxDepth);
        options.setMaxAliasesForCollections(maxAliases);
        options.setAllowRecursiveKeys(false);
        Composer composer = new Composer(new ParserImpl(new StreamReader(yaml), options), resolver, options);
        List<Node> documents = new ArrayList<>();
        while (composer.checkNode()) {
            documents.add(composer.getNode());
        }
        return documents;
    }

    /** Long plain text is no number: the expressions that recognise one recurse for each part of it. */
    private static final class ShortResolver extends Resolver {
        private static final int LONGEST_NUMBER = 200;

        @Override
        public Tag resolve(NodeId kind, String value, boolean implicit) {
            boolean isLong = kind == NodeId.scalar && value != null && value.length() > LONGEST_NUMBER;
            return isLong ? Tag.STR : super.resolve(kind, value, implicit);
        }
    }

    private static final class PlainResolver extends Resolver {
        @Override
        public Tag resolve(NodeId kind, String value, boolean implicit) {
            return kind == NodeId.scalar && implicit ? PLAIN : super.resolve(kind, value, false);
        }
    }
}
