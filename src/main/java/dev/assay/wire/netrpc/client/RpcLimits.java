package dev.assay.wire.netrpc.client;

import dev.assay.wire.gob.GobLimits;
import dev.assay.wire.yamux.YamuxLimits;

/**
 * What a plugin may make Assay hold.
 *
 * @param maxMessageBytes of one request, and of one answer
 * @param gob for answers
 */
record RpcLimits(int maxMessageBytes, GobLimits gob, YamuxLimits yamux) {
    /** So many of the largest requests, or many more small ones, wait for a plugin that does not read. */
    private static final int MAX_WAITING_MESSAGES = 4;

    static RpcLimits of(int maxMessageBytes) {
        return new RpcLimits(
                maxMessageBytes, GobLimits.DEFAULTS.withMaxMessageBytes(maxMessageBytes), YamuxLimits.DEFAULTS);
    }

    long maxWaitingBytes() {
        return (long) MAX_WAITING_MESSAGES * maxMessageBytes;
    }
}
