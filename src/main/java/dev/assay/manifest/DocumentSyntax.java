package dev.assay.manifest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.text.DocumentException;
import dev.assay.text.Json;
import java.util.List;
import java.util.function.Function;

/** The syntax of a document, as its sender names it. Reading is without state, from any thread. */
public enum DocumentSyntax {
    /** JSON. A document that is YAML is refused with a hint at its media type. */
    JSON,
    /** YAML, and with it JSON, whatever its indentation. */
    YAML,
    /** JSON where the document begins like it and can be read, else YAML. */
    EITHER;

    /** A hint is for manifests that people write; a longer document is not read a second time for it. */
    private static final int LONGEST_HINT = 64 * 1024;

    /**
     * Reads an object; a document without any text is an empty object.
     *
     * @param document in UTF-8
     * @throws DocumentException when it cannot be read, or is no object
     */
    public ObjectNode object(byte[] document) {
        return read(document, JsonNodeFactory.instance.objectNode(), Json::object, Yaml::object);
    }

    /**
     * Reads all objects: of JSON one, and of YAML one in each document. Empty documents are passed over.
     *
     * @param text in UTF-8
     * @param source the name of the text; empty where there is no other
     * @throws DocumentException when it cannot be read, or a document is no object
     */
    public List<PlacedObject> objects(byte[] text, String source) {
        return read(
                text,
                List.of(),
                json -> List.of(new PlacedObject(Json.object(json), source, 0)),
                yaml -> Yaml.objects(yaml, source));
    }

    private <T> T read(byte[] document, T empty, Function<byte[], T> json, Function<byte[], T> yaml) {
        int start = 0;
        while (start < document.length && isBlank(document[start])) {
            start++;
        }
        if (start == document.length) {
            return empty;
        }
        boolean likeJson = document[start] == '{' || document[start] == '[';
        if (this == JSON) {
            return likeJson ? json.apply(document) : jsonOrHint(document, json);
        }
        return likeJson ? jsonOrYaml(document, json, yaml) : yaml.apply(document);
    }

    private static <T> T jsonOrHint(byte[] document, Function<byte[], T> json) {
        try {
            return json.apply(document);
        } catch (DocumentException e) {
            if (document.length <= LONGEST_HINT && isYaml(document)) {
                throw new DocumentException(
                        "read the body as JSON, as its Content-Type says",
                        "it is YAML",
                        "send it with Content-Type: application/yaml");
            }
            throw e;
        }
    }

    /** A mapping of YAML may begin with a brace too. */
    private <T> T jsonOrYaml(byte[] document, Function<byte[], T> json, Function<byte[], T> yaml) {
        try {
            return json.apply(document);
        } catch (DocumentException ofJson) {
            try {
                return yaml.apply(document);
            } catch (DocumentException ofYaml) {
                throw this == YAML ? ofYaml : ofJson;
            }
        }
    }

    private static boolean isYaml(byte[] document) {
        try {
            return !Yaml.objects(document, "").isEmpty();
        } catch (DocumentException e) {
            return false;
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
