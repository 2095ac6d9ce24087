package dev.assay.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.manifest.Yaml;
import dev.assay.measure.Problems;
import dev.assay.measure.RefusedException;
import dev.assay.text.DocumentException;
import dev.assay.text.Json;

/** A request's body, JSON or YAML, not yet parsed. */
public final class RequestBody {
    private final byte[] bytes;
    private final String subtype;

    /**
     * @param bytes is not copied; the caller gives it away
     * @param subtype of its media type, for instance {@code yaml}
     */
    RequestBody(byte[] bytes, String subtype) {
        this.bytes = bytes;
        this.subtype = subtype;
    }

    /**
     * Reads an object; an empty body is an empty one. What is called YAML is read as YAML, what is called JSON, or begins
     * like it, as JSON; of anything else curl says that it is a form.
     *
     * @throws RefusedException when it cannot be read
     */
    ObjectNode object() {
        int start = 0;
        while (start < bytes.length && isBlank(bytes[start])) {
            start++;
        }
        if (start == bytes.length) {
            return JsonNodeFactory.instance.objectNode();
        }
        boolean json =
                !subtype.contains("yaml") && (subtype.contains("json") || bytes[start] == '{' || bytes[start] == '[');
        try {
            return json ? Json.object(bytes) : Yaml.object(bytes);
        } catch (DocumentException e) {
            throw Problems.unreadable(e);
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
