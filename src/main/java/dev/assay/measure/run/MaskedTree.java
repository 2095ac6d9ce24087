package dev.assay.measure.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The mask of the texts in a JSON tree, names of members included. */
final class MaskedTree {
    private final UnaryOperator<String> mask;

    MaskedTree(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    /** A copy, of which the values that are no texts are shared. */
    JsonNode mask(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object(object);
        }
        if (node instanceof ArrayNode array) {
            return array(array);
        }
        return node.isTextual() ? TextNode.valueOf(mask.apply(node.textValue())) : node;
    }

    private JsonNode object(ObjectNode object) {
        ObjectNode masked = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            masked.set(mask.apply(member.getKey()), mask(member.getValue()));
        }
        return masked;
    }

    private JsonNode array(ArrayNode array) {
        ArrayNode masked = JsonNodeFactory.instance.arrayNode(array.size());
        for (JsonNode element : array) {
            masked.add(mask(element));
        }
        return masked;
    }
}
