package dev.assay.wire.netrpc.client;

import dev.assay.wire.UnwrittenLimit;
import dev.assay.wire.gob.GobLimits;
import dev.assay.wire.yamux.YamuxLimits;

/**
 * Bounds of the memory that a plugin's connection may take.
 *
 * @param maxMessageBytes the largest request, and the largest answer, in bytes
 * @param gob the bounds of answers
 */
record RpcLimits(int maxMessageBytes, GobLimits gob, YamuxLimits yamux) {
    /** The number of the largest requests that may wait for a plugin that does not read; of small ones there may be more. */
    private static final int MAX_WAITING_MESSAGES = 4;

    /** Argo's types take less than 20 KB, and an answer uses three of them. */
    private static final int MAX_DEFINITION_BYTES = 128 * 1024;

    /** A measurement is ten values and its metadata; each value takes about a hundred bytes of memory. */
    private static final int MAX_VALUES = 50_000;

    static RpcLimits of(int maxMessageBytes) {
        GobLimits gob = new GobLimits(
                maxMessageBytes,
                GobLimits.DEFAULT_MAX_DEPTH,
                GobLimits.DEFAULT_MAX_TYPES,
                GobLimits.DEFAULT_MAX_FIELDS,
                MAX_DEFINITION_BYTES,
                MAX_VALUES,
                GobLimits.HOSTS_ADVICE);
        return new RpcLimits(maxMessageBytes, gob, YamuxLimits.DEFAULTS);
    }

    /** The bytes that may wait in the socket. Requests wait elsewhere while it takes no more, but one may be on its way. */
    long maxUnwrittenBytes() {
        return UnwrittenLimit.DEFAULT_BYTES + 2L * maxMessageBytes;
    }

    long maxWaitingBytes() {
        return (long) MAX_WAITING_MESSAGES * maxMessageBytes;
    }
}
