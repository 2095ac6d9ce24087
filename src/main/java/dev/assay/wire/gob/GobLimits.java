package dev.assay.wire.gob;

/**
 * The bounds of a {@link GobReader}; a peer that exceeds one breaks the protocol.
 *
 * @param maxMessageBytes length of one message, and of all messages that make up one value
 * @param maxDepth how deep values may nest
 * @param maxTypes type definitions on one stream
 * @param maxFields fields of one struct type
 * @param maxDefinitionBytes all type definitions of one stream together
 * @param maxValues values within one top-level value: a single byte may stand for a value, which takes a hundred times
 *     that in memory
 * @param largerMessage the advice for a longer message; completes the sentence "to have it accepted, ..."
 */
public record GobLimits(
        int maxMessageBytes,
        int maxDepth,
        int maxTypes,
        int maxFields,
        int maxDefinitionBytes,
        int maxValues,
        String largerMessage) {
    /**
     * More than any measurement has, and small enough for the heap of any host. Go's own limit is 1 GiB or more.
     */
    public static final int DEFAULT_MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

    /** Argo's types nest less than 20 deep; each level takes about two frames of the reading thread's stack. */
    public static final int DEFAULT_MAX_DEPTH = 100;

    /** Argo's {@code AnalysisRun} and all that it holds are fewer than 150 types. */
    public static final int DEFAULT_MAX_TYPES = 2_000;

    /** Argo's widest struct has fewer than 30 fields. */
    public static final int DEFAULT_MAX_FIELDS = 1_000;

    /** Argo's types together take less than 20 KB. */
    public static final int DEFAULT_MAX_DEFINITION_BYTES = 1024 * 1024;

    /** About 100 MB of heap at worst; an AnalysisRun of 500 metrics with their results has fewer than 100,000. */
    public static final int DEFAULT_MAX_VALUES = 1_000_000;

    /** For the user of a host, who sets the longest message there. */
    public static final String HOSTS_ADVICE = "raise assay.wire.max-message, and the heap to 16 times as much";

    public static final GobLimits DEFAULTS = new GobLimits(
            DEFAULT_MAX_MESSAGE_BYTES,
            DEFAULT_MAX_DEPTH,
            DEFAULT_MAX_TYPES,
            DEFAULT_MAX_FIELDS,
            DEFAULT_MAX_DEFINITION_BYTES,
            DEFAULT_MAX_VALUES,
            HOSTS_ADVICE);

    public GobLimits {
        if (maxMessageBytes < 1
                || maxDepth < 1
                || maxTypes < 0
                || maxFields < 0
                || maxDefinitionBytes < 0
                || maxValues < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
