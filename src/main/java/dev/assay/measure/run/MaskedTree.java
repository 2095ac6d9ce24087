package dev.assay.measure.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The mask of the texts in a JSON tree, names of members included. A part in which nothing is hidden is not copied. */
final class MaskedTree {
    private final UnaryOperator<String> mask;

    MaskedTree(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    JsonNode mask(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object(object);
        }
        if (node instanceof ArrayNode array) {
            return array(array);
        }
        return node.isTextual() ? text(node) : node;
    }

    @SuppressWarnings("ReferenceEquality") // What is not masked is given back as the same node.
    private JsonNode object(ObjectNode object) {
        ObjectNode masked = JsonNodeFactory.instance.objectNode();
        boolean different = false;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = mask.apply(member.getKey());
            JsonNode value = mask(member.getValue());
            different |= value != member.getValue() || !name.equals(member.getKey());
            masked.set(name, value);
        }
        return different ? masked : object;
    }

    @SuppressWarnings("ReferenceEquality") // What is not masked is given back as the same node.
    private JsonNode array(ArrayNode array) {
        ArrayNode masked = JsonNodeFactory.instance.arrayNode(array.size());
        boolean different = false;
        for (JsonNode element : array) {
            JsonNode value = mask(element);
            different |= value != element;
            masked.add(value);
        }
        return different ? masked : array;
    }

    private JsonNode text(JsonNode text) {
        String masked = mask.apply(text.textValue());
        return masked.equals(text.textValue()) ? text : TextNode.valueOf(masked);
    }
}
