package dev.assay.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads what a person or a program wrote, JSON or YAML, without changing it: keys keep their order, numbers their
 * digits ({@code 1.10}, {@code 1e3} and integers of any length are written again as they were read).
 *
 * <p>Refused, each with line and column: more than {@link #MAX_BYTES} bytes or {@link #MAX_DEPTH} levels, a key that
 * stands twice, anything after the value, more than one YAML document, YAML whose aliases grow beyond a budget.
 * Without state, from any thread.
 */
public final class Manifest {
    /** Some ten times what Kubernetes would store (1.5 MiB). */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    /** Deeper than any manifest, shallower than any stack. */
    public static final int MAX_DEPTH = 200;

    private Manifest() {}

    /**
     * Reads a JSON object.
     *
     * @param body UTF-8
     * @throws ManifestException when it is anything else
     */
    public static ObjectNode json(byte[] body) {
        return json(text(body, "JSON"));
    }

    /** As {@link #json(byte[])}. */
    public static ObjectNode json(String body) {
        return object(jsonValue(body), "JSON");
    }

    /** Reads any JSON value; else as {@link #json(byte[])}. */
    public static JsonNode jsonValue(String body) {
        return JsonText.read(bounded(body, "JSON"));
    }

    /**
     * Reads a YAML mapping (JSON is one too) by the rules of YAML 1.1 as Kubernetes does: anchors and merge keys are
     * resolved, {@code on} and {@code yes} are true, timestamps stay strings.
     *
     * @param body UTF-8
     * @throws ManifestException when it is anything else
     */
    public static ObjectNode yaml(byte[] body) {
        return yaml(text(body, "YAML"));
    }

    /** As {@link #yaml(byte[])}. */
    public static ObjectNode yaml(String body) {
        return object(YamlText.read(bounded(body, "YAML")), "YAML");
    }

    private static String text(byte[] body, String language) {
        if (body.length > MAX_BYTES) {
            throw tooLong(language);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ManifestException(
                    "tried to read the body as " + language + ", but it is not UTF-8; encode it as UTF-8");
        }
    }

    private static String bounded(String body, String language) {
        if (body.length() > MAX_BYTES) {
            throw tooLong(language);
        }
        return body.startsWith("\ufeff") ? body.substring(1) : body;
    }

    private static ManifestException tooLong(String language) {
        return new ManifestException("tried to read the body as " + language + ", but it has more than " + MAX_BYTES
                + " bytes; send a shorter one");
    }

    private static ObjectNode object(JsonNode value, String language) {
        if (value instanceof ObjectNode object) {
            return object;
        }
        boolean empty = value.isMissingNode() || value.isNull();
        String found = empty ? "nothing" : a(value.getNodeType());
        throw new ManifestException("tried to read the body as " + language + ", but found " + found
                + " where an object belongs; send an object such as an AnalysisRun");
    }

    /** {@code a string}, {@code an array}. */
    public static String a(JsonNodeType type) {
        String name = type == JsonNodeType.NULL ? "null" : type.name().toLowerCase(Locale.ROOT);
        return switch (type) {
            case NULL -> name;
            case ARRAY, OBJECT -> "an " + name;
            default -> "a " + name;
        };
    }
}
