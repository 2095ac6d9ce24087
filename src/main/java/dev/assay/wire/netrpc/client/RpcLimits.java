package dev.assay.wire.netrpc.client;

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

    static RpcLimits of(int maxMessageBytes) {
        return new RpcLimits(
                maxMessageBytes, GobLimits.DEFAULTS.withMaxMessageBytes(maxMessageBytes), YamuxLimits.DEFAULTS);
    }

    long maxWaitingBytes() {
        return (long) MAX_WAITING_MESSAGES * maxMessageBytes;
    }
}
