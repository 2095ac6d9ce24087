package dev.assay.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The program's reader of JSON. It accepts what Go's {@code encoding/json} accepts and changes nothing: keys keep their
 * order, numbers their digits ({@code 1.10}, {@code 1e3} and integers of any length are written again as they were read).
 *
 * <p>Refused, each with line and column: more than {@link DocumentBody#MAX_BYTES} bytes or
 * {@link DocumentBody#MAX_DEPTH} levels, a key that stands twice, anything after the value. Without state, from any
 * thread.
 */
public final class Json {
    private static final String LANGUAGE = "JSON";

    private Json() {}

    /**
     * Reads an object.
     *
     * @param body UTF-8
     * @throws DocumentException when it is anything else
     */
    public static ObjectNode object(byte[] body) {
        return object(DocumentBody.of(LANGUAGE, body));
    }

    /** @throws DocumentException when it is no object */
    public static ObjectNode object(String body) {
        return object(new DocumentBody(LANGUAGE, body));
    }

    /**
     * Reads a value of any type; the missing node where there is none. Of a key that stands twice the last value counts, as
     * in Go. For text that a program writes and nobody corrects, such as a log line.
     *
     * @throws DocumentException when it is no JSON
     */
    public static JsonNode lenientValue(String text) {
        return JsonReader.readLenient(new DocumentBody(LANGUAGE, text));
    }

    /**
     * The node of a number, which is written again with the digits of {@code text}.
     *
     * @param text a JSON number
     * @throws ArithmeticException when its exponent does not fit into 32 bits
     */
    public static JsonNode number(String text) {
        return ExactNumber.of(text);
    }

    private static ObjectNode object(DocumentBody body) {
        return body.object(JsonReader.read(body));
    }
}
