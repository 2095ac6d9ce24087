package dev.assay.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.CharacterCodingException;

/**
 * The text of a JSON or YAML document within its bounds, and the faults that are found in it.
 *
 * @param language {@code JSON} or {@code YAML}, for messages
 * @param text without a byte order mark
 */
public record DocumentBody(String language, String text) {
    /** Some ten times what Kubernetes would store (1.5 MiB). */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    /** Deeper than any manifest, shallower than any stack. */
    public static final int MAX_DEPTH = 200;

    /** @throws DocumentException when the text is longer than {@link #MAX_BYTES} */
    public DocumentBody {
        requireShort(language, text.length());
        text = text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** @throws DocumentException when there are more than {@link #MAX_BYTES}, or they are not UTF-8 */
    public static DocumentBody of(String language, byte[] bytes) {
        requireShort(language, bytes.length);
        try {
            return new DocumentBody(language, Utf8.decode(bytes));
        } catch (CharacterCodingException e) {
            throw fault(language, "it is not UTF-8", "encode it as UTF-8");
        }
    }

    /**
     * The value that was read of this text, which must be an object.
     *
     * @param value the missing node where there was none
     * @throws DocumentException when it is anything else
     */
    public ObjectNode object(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return object;
        }
        boolean empty = value.isMissingNode() || value.isNull();
        String found = empty ? "nothing" : JsonFields.kind(value);
        throw fault(language, "found " + found + " where an object belongs", "send an object such as an AnalysisRun");
    }

    public DocumentException fault(String reason, String remedy) {
        return fault(language, reason, remedy);
    }

    /**
     * @param line from 1
     * @param column from 1
     */
    DocumentException fault(int line, int column, String reason, String remedy) {
        return fault(language, "line " + line + ", column " + column + ": " + reason, remedy);
    }

    private static void requireShort(String language, int length) {
        if (length > MAX_BYTES) {
            throw fault(language, "it has more than " + MAX_BYTES + " bytes", "send a shorter one");
        }
    }

    private static DocumentException fault(String language, String reason, String remedy) {
        return new DocumentException("read the body as " + language, reason, remedy);
    }
}
