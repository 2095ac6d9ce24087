package dev.assay.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Estimates of the memory that a tree of JSON takes, in bytes, on the high side. */
public final class JsonMemory {
    /** A value: its node, its place in a list or map, and its share of a map's table. */
    public static final int NODE = 160;

    /** A character takes up to two bytes. */
    private static final int CHARACTER = 2;

    private JsonMemory() {}

    /** The whole tree. */
    public static long of(JsonNode node) {
        long bytes =
                NODE + (long) CHARACTER * (node.isValueNode() ? node.asText().length() : 0);
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            bytes += (long) CHARACTER * member.getKey().length() + of(member.getValue());
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                bytes += of(element);
            }
        }
        return bytes;
    }
}
