package dev.assay.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.text.DocumentBody;
import dev.assay.text.DocumentException;
import dev.assay.text.Json;

/**
 * The program's reader of YAML. It reads YAML 1.1 as Kubernetes does: anchors and merge keys are resolved, {@code on} and
 * {@code yes} are true, timestamps stay strings. Keys keep their order, and numbers their digits, as in {@link Json}.
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
        return object(DocumentBody.of(LANGUAGE, body));
    }

    /** @throws DocumentException when it is no mapping */
    public static ObjectNode object(String body) {
        return object(new DocumentBody(LANGUAGE, body));
    }

    private static ObjectNode object(DocumentBody body) {
        return body.object(YamlText.read(body));
    }
}
