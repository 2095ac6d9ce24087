package dev.assay.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds the tree of one JSON text, as {@link Json} promises it. For one text, by one thread. */
final class JsonReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(DocumentBody.MAX_BYTES)
                    .maxNameLength(DocumentBody.MAX_BYTES)
                    .maxNestingDepth(DocumentBody.MAX_DEPTH)
                    .build())
            .build();

    /** Jackson's hint at the setting that a bound comes from. */
    private static final Pattern SETTING = Pattern.compile(", from `[^`]*`");

    private final DocumentBody body;
    private final JsonParser parser;
    private final boolean lastKeyWins;

    private JsonReader(DocumentBody body, JsonParser parser, boolean lastKeyWins) {
        this.body = body;
        this.parser = parser;
        this.lastKeyWins = lastKeyWins;
    }

    /** The missing node where there is no value. */
    static JsonNode read(DocumentBody body) {
        return read(body, false);
    }

    /** Does what {@link #read} does; of a key that stands twice the last value counts. */
    static JsonNode readLenient(DocumentBody body) {
        return read(body, true);
    }

    private static JsonNode read(DocumentBody body, boolean lastKeyWins) {
        try (JsonParser parser = FACTORY.createParser(body.text())) {
            return new JsonReader(body, parser, lastKeyWins).wholeOrFault();
        } catch (IOException e) {
            throw new UncheckedIOException("a String could not be read", e);
        }
    }

    private JsonNode wholeOrFault() throws IOException {
        try {
            return whole();
        } catch (JsonProcessingException e) {
            @Nullable JsonLocation told = e.getLocation();
            JsonLocation at = told == null ? parser.currentLocation() : told;
            throw fault(at, sentence(e.getOriginalMessage()), "correct it there");
        }
    }

    private JsonNode whole() throws IOException {
        if (parser.nextToken() == null) {
            return MissingNode.getInstance();
        }
        JsonNode value = value();
        if (parser.nextToken() != null) {
            throw fault(parser.currentTokenLocation(), "something follows the end of the value", "send one value");
        }
        return value;
    }

    private JsonNode value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> NODES.textNode(Surrogates.replaceLone(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new IllegalStateException("a value cannot begin with " + parser.currentToken());
        };
    }

    private ObjectNode object() throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = Surrogates.replaceLone(parser.currentName());
            if (!lastKeyWins && object.has(key)) {
                throw fault(
                        parser.currentTokenLocation(), "the key \"" + key + "\" stands twice", "leave one of them out");
            }
            parser.nextToken();
            object.set(key, value());
        }
        return object;
    }

    private ArrayNode array() throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value());
        }
        return array;
    }

    private JsonNode number() throws IOException {
        try {
            return ExactNumber.of(parser.getText());
        } catch (ArithmeticException e) {
            throw fault(
                    parser.currentTokenLocation(), "the exponent of a number is too large", "write a smaller number");
        }
    }

    /** Without Jackson's hints about its own settings. */
    private static String sentence(String message) {
        String line = message.lines().findFirst().orElse("it is not JSON");
        int aside = line.indexOf(" (start marker at");
        String reason =
                SETTING.matcher(aside < 0 ? line : line.substring(0, aside)).replaceAll("");
        return Character.toLowerCase(reason.charAt(0)) + reason.substring(1);
    }

    private DocumentException fault(JsonLocation at, String reason, String remedy) {
        return body.fault(at.getLineNr(), at.getColumnNr(), reason, remedy);
    }
}
