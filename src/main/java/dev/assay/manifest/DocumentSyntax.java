package dev.assay.manifest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.text.DocumentException;
import dev.assay.text.Json;

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
        int start = 0;
        while (start < document.length && isBlank(document[start])) {
            start++;
        }
        if (start == document.length) {
            return JsonNodeFactory.instance.objectNode();
        }
        boolean likeJson = document[start] == '{' || document[start] == '[';
        if (this == JSON) {
            return likeJson ? Json.object(document) : jsonOrHint(document);
        }
        return likeJson ? jsonOrYaml(document) : Yaml.object(document);
    }

    private static ObjectNode jsonOrHint(byte[] document) {
        try {
            return Json.object(document);
        } catch (DocumentException json) {
            if (document.length <= LONGEST_HINT && isYaml(document)) {
                throw new DocumentException(
                        "read the body as JSON, as its Content-Type says",
                        "it is YAML",
                        "send it with Content-Type: application/yaml");
            }
            throw json;
        }
    }

    /** A mapping of YAML may begin with a brace too. */
    private ObjectNode jsonOrYaml(byte[] document) {
        try {
            return Json.object(document);
        } catch (DocumentException json) {
            try {
                return Yaml.object(document);
            } catch (DocumentException yaml) {
                throw this == YAML ? yaml : json;
            }
        }
    }

    private static boolean isYaml(byte[] document) {
        try {
            var unused = Yaml.object(document);
            return true;
        } catch (DocumentException e) {
            return false;
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
