package dev.assay.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.assay.text.DocumentBody;
import dev.assay.text.DocumentException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML as {@code sigs.k8s.io/yaml} turns it into JSON. */
final class YamlText {
    /** Marks a scalar that has neither quotes nor a tag, so that its meaning follows from its text. */
    static final Tag PLAIN = new Tag("tag:plain");

    private YamlText() {}

    /** The missing node where there is nothing. */
    static JsonNode read(DocumentBody body) {
        try {
            Composer composer = composer(body.text());
            JsonNode only = MissingNode.getInstance();
            while (composer.checkNode()) {
                Node document = composer.getNode();
                if (isEmpty(document)) {
                    continue;
                }
                if (!only.isMissingNode()) {
                    throw complaint(document.getStartMark(), "a second document begins", "send one document");
                }
                only = new YamlNodes().json(document);
            }
            return only;
        } catch (MarkedYAMLException e) {
            throw complaint(e.getProblemMark(), String.valueOf(e.getProblem()), "correct it there");
        } catch (ReaderException e) {
            throw body.fault(
                    "character %d is the control character 0x%x".formatted(e.getPosition() + 1, e.getCodePoint()),
                    "leave it out");
        } catch (YAMLException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("it is not YAML");
            throw body.fault(first, "correct it");
        }
    }

    static DocumentException complaint(Mark at, String what, String remedy) {
        String place = at == null ? "" : "line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1) + ": ";
        return new DocumentException("read the body as YAML", place + what, remedy);
    }

    private static Composer composer(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(DocumentBody.MAX_BYTES);
        options.setNestingDepthLimit(DocumentBody.MAX_DEPTH);
        // What aliases may grow to is counted where they are resolved.
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        return new Composer(new ParserImpl(new StreamReader(text), options), new PlainResolver(), options);
    }

    private static boolean isEmpty(Node document) {
        return document instanceof ScalarNode scalar
                && scalar.getTag().equals(PLAIN)
                && scalar.getValue().isEmpty();
    }

    private static final class PlainResolver extends Resolver {
        @Override
        public Tag resolve(NodeId kind, String value, boolean implicit) {
            return kind == NodeId.scalar && implicit ? PLAIN : super.resolve(kind, value, false);
        }
    }
}
