package dev.assay.check.analysis;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.resource.DisallowSchemaLoader;
import dev.assay.text.ForeignText;
import dev.assay.text.GoRegex;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema of a plugin's part of a metric. References are refused, as in the schemas of Kubernetes' own definitions: so
 * the work of a check is bounded by the sizes of schema and part. Nothing is loaded from elsewhere. For one thread.
 */
final class PluginSchema {
    /** Characters of a schema as JSON. */
    private static final int LONGEST = 64 * 1024;

    private static final int LONGEST_MESSAGE = 300;

    /** Steps of a pattern times characters of a text; beyond, the text counts as a match. */
    private static final long MOST_COMPARED = 1_000_000;

    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");

    /** Keywords under which several schemas are tried, so that a message is not of the whole. */
    private static final Set<String> TRIED =
            Set.of("anyOf", "oneOf", "not", "if", "then", "else", "contains", "dependentSchemas");

    /** Keywords that do not look at the texts in a value. */
    private static final Set<String> OF_SHAPE = Set.of(
            "type",
            "required",
            "additionalProperties",
            "unevaluatedProperties",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
            "dependentRequired");

    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .locale(Locale.ENGLISH)
            .regularExpressionFactory(PluginSchema::expression)
            .build();

    private final JsonSchema schema;
    private final long size;

    /** @throws IllegalArgumentException with the fault, which completes the sentence "the schema ..." */
    PluginSchema(JsonNode json) {
        if (json.toString().length() > LONGEST) {
            throw new IllegalArgumentException("has more than " + LONGEST + " characters");
        }
        if (hasReference(json)) {
            throw new IllegalArgumentException("refers to other schemas by $ref");
        }
        this.size = nodes(json);
        try {
            requireSchema(json);
            this.schema = JsonSchemaFactory.getInstance(
                            VersionFlag.V202012,
                            factory ->
                                    factory.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())))
                    .getSchema(json, CONFIG);
            schema.initializeValidators();
        } catch (JsonSchemaException | PatternSyntaxException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("is refused: " + shortened(String.valueOf(e.getMessage())), e);
        }
    }

    /**
     * A fault of a value.
     *
     * @param at the place within the value
     * @param path of the same place, for instance {@code .query[0]}
     * @param property of the object there, which the fault is about; empty for one of the whole
     * @param problem for instance {@code string found, integer expected}
     */
    record Fault(JsonPointer at, String path, String property, String problem, Cause cause) {}

    /** The part of a value that a fault comes from. */
    enum Cause {
        /** The shape at the place, whatever texts are in it. */
        SHAPE,
        /** The texts at the place. */
        TEXT,
        /** The whole value, of which several forms are possible. */
        WHOLE
    }

    /** How much work a check of the value is at most. */
    long cost(JsonNode value) {
        return size * nodes(value);
    }

    /** @throws ArithmeticException for a number that is too large or too small to count with, also in the schema */
    List<Fault> faults(JsonNode value) {
        try {
            return schema.validate(value).stream().map(PluginSchema::fault).toList();
        } catch (NumberFormatException e) {
            // The library makes a double of a long integer, and that one is infinite.
            ArithmeticException tooLarge = new ArithmeticException(e.getMessage());
            tooLarge.initCause(e);
            throw tooLarge;
        }
    }

    private static Fault fault(ValidationMessage message) {
        Cause ofKeyword = OF_SHAPE.contains(message.getType()) ? Cause.SHAPE : Cause.TEXT;
        Cause cause = isTried(message.getEvaluationPath()) ? Cause.WHOLE : ofKeyword;
        @Nullable String property = message.getProperty();
        @Nullable JsonNode there = message.getInstanceNode();
        boolean isThere = property != null && there != null && there.has(property);
        return new Fault(
                pointer(message.getInstanceLocation()),
                path(message.getInstanceLocation()),
                isThere ? property : "",
                shortened(message.getError()),
                cause);
    }

    private static boolean isTried(JsonNodePath path) {
        for (int i = 0; i < path.getNameCount(); i++) {
            if (TRIED.contains(String.valueOf(path.getElement(i)))) {
                return true;
            }
        }
        return false;
    }

    private static String path(JsonNodePath path) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            text.append(element instanceof Integer index ? "[" + index + "]" : "." + element);
        }
        return text.toString();
    }

    private static JsonPointer pointer(JsonNodePath path) {
        JsonPointer pointer = JsonPointer.empty();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            pointer = element instanceof Integer index
                    ? pointer.appendIndex(index)
                    : pointer.appendProperty(String.valueOf(element));
        }
        return pointer;
    }

    /** Checks the schema by that of all schemas, which comes with the library. */
    private static void requireSchema(JsonNode json) {
        JsonSchema all = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of(SchemaId.V202012), CONFIG);
        all.validate(json).stream().findFirst().ifPresent(message -> {
            throw new IllegalArgumentException(
                    "is no JSON Schema: " + shortened(path(message.getInstanceLocation()) + " " + message.getError()));
        });
    }

    private static RegularExpression expression(String text) {
        Pattern pattern = GoRegex.compile(text);
        long steps = GoRegex.size(text);
        return value ->
                steps * value.length() > MOST_COMPARED || pattern.matcher(value).find();
    }

    private static boolean hasReference(JsonNode json) {
        for (String name : REFERENCES) {
            if (json.path(name).isTextual()) {
                return true;
            }
        }
        for (JsonNode child : json) {
            if (hasReference(child)) {
                return true;
            }
        }
        return false;
    }

    private static long nodes(JsonNode json) {
        long nodes = 1;
        for (JsonNode child : json) {
            nodes += nodes(child);
        }
        return nodes;
    }

    private static String shortened(String text) {
        return ForeignText.oneLine(text, LONGEST_MESSAGE);
    }
}
