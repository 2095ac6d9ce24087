package dev.assay.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.Manifest;
import dev.assay.metric.ManifestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a request's body, JSON or YAML, up to a limit. */
final class BodyReader {
    static final String YAML = "application/yaml";
    static final String YAML_X = "application/x-yaml";
    static final String YAML_TEXT = "text/yaml";
    static final String YAML_TEXT_X = "text/x-yaml";

    /** What curl says of a body when nobody tells it what it is. */
    static final String FORM = "application/x-www-form-urlencoded";

    private final int limit;

    /** @param limit in bytes */
    BodyReader(int limit) {
        this.limit = limit;
    }

    /**
     * Reads an object; an empty body is an empty one.
     *
     * @param mediaType as the request says it. JSON is read by JSON's rules, all else by those of YAML, which JSON
     *     follows too, unless it begins like JSON
     * @throws RefusedException when it cannot be read, or is too large
     */
    ObjectNode read(InputStream body, @Nullable String mediaType) {
        byte[] bytes = bytes(body);
        int start = firstInk(bytes);
        if (start == bytes.length) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return isJson(mediaType, bytes[start]) ? Manifest.json(bytes) : Manifest.yaml(bytes);
        } catch (ManifestException e) {
            throw Problems.unreadable(e.getMessage());
        }
    }

    private byte[] bytes(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw Problems.refuse(Problems.tooLarge(limit));
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("The body ended early", e);
        }
    }

    private static boolean isJson(@Nullable String mediaType, byte first) {
        String type = mediaType == null ? "" : mediaType.toLowerCase(Locale.ROOT);
        if (type.contains("yaml")) {
            return false;
        }
        return type.contains("json") || first == '{' || first == '[';
    }

    private static int firstInk(byte[] bytes) {
        int i = 0;
        while (i < bytes.length && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r' || bytes[i] == '\n')) {
            i++;
        }
        return i;
    }
}
