package dev.assay.wire.netrpc;

import dev.assay.wire.gob.GobLimits;

/**
 * What a plugin may make Assay hold.
 *
 * @param maxMessageBytes of one request, and of one answer
 * @param gob for answers
 */
record RpcLimits(int maxMessageBytes, GobLimits gob) {
    /** So many of the largest requests, or many more small ones, wait for a plugin that does not read. */
    private static final int MAX_WAITING_MESSAGES = 4;

    long maxWaitingBytes() {
        return (long) MAX_WAITING_MESSAGES * maxMessageBytes;
    }
}
