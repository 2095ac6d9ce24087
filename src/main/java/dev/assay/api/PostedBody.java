package dev.assay.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.manifest.Yaml;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.text.DocumentException;
import dev.assay.text.Json;

/** The body of a request, JSON or YAML, which is not parsed yet. */
public final class PostedBody {
    private final byte[] bytes;
    private final String subtype;

    /**
     * @param bytes is not copied; the caller gives it away
     * @param subtype of its media type, for instance {@code yaml}
     */
    PostedBody(byte[] bytes, String subtype) {
        this.bytes = bytes;
        this.subtype = subtype;
    }

    /**
     * Reads an object; an empty body is an empty object. A body is YAML when its media type says so. It is JSON when its
     * media type says so, or when it begins like JSON: curl calls every body a form.
     *
     * @throws RequestRefusedException when it cannot be read
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
            throw new RequestRefusedException(Kind.UNREADABLE_BODY, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
