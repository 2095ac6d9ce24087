package dev.assay.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Reads what a person or a program wrote, JSON or YAML, without changing it: keys keep their order, numbers their
 * digits ({@code 1.10}, {@code 1e3} and integers of any length are written again as they were read).
 *
 * <p>Refused, each with line and column: more than {@link #MAX_BYTES} bytes or {@link #MAX_DEPTH} levels, a key that
 * stands twice, anything after the value, more than one YAML document, YAML whose aliases grow beyond a budget.
 * Without state, from any thread.
 */
public final class Manifest {
    /** More than any AnalysisRun that Kubernetes would store (1.5 MiB), times the room that gRPC messages may need. */
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
        throw new UnsupportedOperationException();
    }

    /** As {@link #json(byte[])}. */
    public static ObjectNode json(String body) {
        throw new UnsupportedOperationException();
    }

    /** Reads any JSON value; else as {@link #json(byte[])}. */
    public static JsonNode jsonValue(String body) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a YAML mapping (JSON is one too) by YAML 1.1's core rules as Kubernetes does: anchors and merge keys are
     * resolved, timestamps stay strings.
     *
     * @param body UTF-8
     * @throws ManifestException when it is anything else
     */
    public static ObjectNode yaml(byte[] body) {
        throw new UnsupportedOperationException();
    }
}
