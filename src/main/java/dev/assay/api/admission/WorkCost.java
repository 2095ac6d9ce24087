package dev.assay.api.admission;

import dev.assay.metric.Measurement;
import dev.assay.text.JsonMemory;
import java.util.Map;

/**
 * Estimates of the memory that work takes, in bytes, on the high side. Measured with the object layout of a JVM with
 * compressed references.
 */
public final class WorkCost {
    /** One request: its head of up to 8 KB, the connection's buffers, the objects of Vert.x and Quarkus. */
    public static final long REQUEST = 16 * 1024;

    /** A result beside its texts: maps, times, the JSON around it. */
    private static final int RESULT = 1024;

    /** Text is held once, and written twice: as JSON, and as the bytes of the answer. A character takes up to two bytes. */
    private static final int PER_CHARACTER = 6;

    /** A value of YAML: tokens, marks and nodes of the parser, and then the JSON. */
    private static final int YAML_NODE = 700;

    private WorkCost() {}

    /**
     * The documents that are made of a body: its tree, the copies of its texts with arguments filled in, and its form on
     * the wire.
     *
     * @param maxFilledIn the most characters that a run may have with its arguments filled in
     */
    public static long document(byte[] body, boolean yaml, long maxFilledIn) {
        long nodes = 1;
        long placeholders = 0;
        long line = 0;
        long longest = 0;
        byte before = 0;
        for (byte b : body) {
            switch (b) {
                case ',', ':', '{', '[' -> nodes++;
                case '\n', '-', '&', '*' -> nodes += yaml ? 1 : 0;
                default -> {}
            }
            if (b == '{' && before == '{') {
                placeholders++;
            }
            line = b == '"' || b == '\n' ? 0 : line + 1;
            longest = Math.max(longest, line);
            before = b;
        }
        long tree = nodes * (yaml ? YAML_NODE : JsonMemory.NODE) + 2L * body.length + (yaml ? 8L * body.length : 0);
        if (placeholders == 0) {
            return tree + 2L * body.length;
        }
        long filledIn = Math.min(maxFilledIn, body.length + placeholders * longest);
        return tree + nodes * JsonMemory.NODE + 4 * filledIn;
    }

    /** The answer of a plugin, and its form in the answer to the caller. */
    public static long measurement(Measurement measurement) {
        return RESULT
                + (long) PER_CHARACTER
                        * (measurement.value().length() + measurement.message().length())
                + texts(measurement.metadata());
    }

    /** Texts by name, and their form in the answer to the caller. */
    public static long texts(Map<String, String> texts) {
        long cost = 0;
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            cost += JsonMemory.NODE
                    + (long) PER_CHARACTER
                            * (entry.getKey().length() + entry.getValue().length());
        }
        return cost;
    }
}
