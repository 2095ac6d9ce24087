package dev.assay.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.text.DocumentBody;
import dev.assay.text.DocumentException;
import dev.assay.text.Json;
import dev.assay.text.JsonFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * YAML as JSON, in the way of {@code sigs.k8s.io/yaml}, with which Kubernetes reads YAML 1.1: anchors and merge keys are
 * resolved, {@code on} and {@code yes} are true, timestamps stay strings. Keys keep their order, and numbers their digits,
 * as in {@link Json}.
 *
 * <p>Refused, each with line and column: more than {@link DocumentBody#MAX_BYTES} bytes or
 * {@link DocumentBody#MAX_DEPTH} levels, a key that stands twice, more than one document, aliases that grow beyond a
 * budget. Without state, from any thread.
 */
public final class Yaml {
    private static final String LANGUAGE = "YAML";

    private Yaml() {}

    /**
     * Reads a mapping; JSON is one too.
     *
     * @param body UTF-8
     * @throws DocumentException when it is anything else
     */
    public static ObjectNode object(byte[] body) {
        DocumentBody document = DocumentBody.of(LANGUAGE, body);
        return document.object(value(document));
    }

    /**
     * Reads the mapping of each document, with the line where it begins. Empty documents are passed over.
     *
     * @param body UTF-8
     * @param source the name of the text, for {@link PlacedObject}
     * @throws DocumentException when a document is anything else
     */
    public static List<PlacedObject> objects(byte[] body, String source) {
        YamlNodes values = new YamlNodes();
        List<PlacedObject> objects = new ArrayList<>();
        for (Node document : documents(DocumentBody.of(LANGUAGE, body))) {
            JsonNode value = values.json(document);
            Mark start = document.getStartMark();
            if (value instanceof ObjectNode object) {
                objects.add(new PlacedObject(object, source, start.getLine() + 1));
            } else if (!value.isNull()) {
                throw fault(
                        start,
                        "found " + JsonFields.kind(value) + " where an object belongs",
                        "send an object such as an AnalysisRun");
            }
        }
        return objects;
    }

    /**
     * Reads one document of any kind.
     *
     * @throws DocumentException when it is no YAML, or more than one document
     */
    public static JsonNode value(String text) {
        return value(new DocumentBody(LANGUAGE, text));
    }

    /**
     * The value of a node that {@link YamlDocuments} has read.
     *
     * @throws DocumentException when JSON has no such value
     */
    public static JsonNode json(Node node) {
        return new YamlNodes().json(node);
    }

    /** The value of the only document that is not empty; the missing node where there is none. */
    private static JsonNode value(DocumentBody body) {
        List<Node> documents = documents(body);
        if (documents.size() > 1) {
            throw fault(documents.get(1).getStartMark(), "a second document begins", "send one document");
        }
        return documents.isEmpty() ? MissingNode.getInstance() : json(documents.get(0));
    }

    /** The documents that are not empty. */
    private static List<Node> documents(DocumentBody body) {
        try {
            return YamlDocuments.readPlain(body.text(), DocumentBody.MAX_DEPTH).stream()
                    .filter(node -> !isEmpty(node))
                    .toList();
        } catch (MarkedYAMLException e) {
            throw fault(e.getProblemMark(), String.valueOf(e.getProblem()), "correct it there");
        } catch (ReaderException e) {
            throw body.fault(
                    "character %d is the control character 0x%x".formatted(e.getPosition() + 1, e.getCodePoint()),
                    "leave it out");
        } catch (YAMLException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("it is not YAML");
            throw body.fault(first, "correct it");
        }
    }

    private static boolean isEmpty(Node document) {
        return document instanceof ScalarNode scalar
                && scalar.getTag().equals(YamlDocuments.PLAIN)
                && scalar.getValue().isEmpty();
    }

    static DocumentException fault(@Nullable Mark at, String reason, String remedy) {
        String place = at == null ? "" : "line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1) + ": ";
        return new DocumentException("read the body as " + LANGUAGE, place + reason, remedy);
    }
}
