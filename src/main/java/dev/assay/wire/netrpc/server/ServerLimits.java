package dev.assay.wire.netrpc.server;

import dev.assay.wire.UnwrittenLimit;
import dev.assay.wire.gob.GobLimits;
import dev.assay.wire.yamux.YamuxLimits;
import java.time.Duration;

/**
 * Bounds of the memory and the time that hosts may take. Over tcp any process of the machine can be one.
 *
 * @param maxMessageBytes the largest request; all requests that are arriving or being answered may take twice as much
 * @param gob the bounds of requests
 */
record ServerLimits(int maxMessageBytes, GobLimits gob, YamuxLimits yamux) {
    /** A host needs one; a few more are for tools that look in. */
    static final int MAX_CONNECTIONS = 64;

    /** More than a host has in flight and in its queue; a call that no thread is free for is refused earlier. */
    static final int MAX_CALLS = 4_096;

    /** A host opens its streams as soon as it is connected; another process that connects and waits is let go. */
    static final Duration FIRST_STREAM_WAIT = Duration.ofSeconds(10);

    /** The time from Dispense to the stream with its id (go-plugin {@code mux_broker.go}, {@code Accept}). */
    static final Duration BROKERED = Duration.ofSeconds(5);

    /** Control, two of output, and one for each plugin that was dispensed, which is one. */
    private static final int MAX_STREAMS = 256;

    /** A request takes about sixteen times as much memory as it has bytes, until it has been answered. */
    private static final int HEAP_PER_MESSAGE = 16;

    /** Ten of the largest AnalysisRuns that fit into a cluster's store. */
    private static final int LEAST_MESSAGE_BYTES = 1024 * 1024;

    /** A value takes about a hundred bytes, and all values of a message an eighth of the heap at most. */
    private static final int HEAP_PER_VALUE = 800;

    private static final int LEAST_VALUES = 50_000;

    static ServerLimits ofHeap(long heapBytes) {
        int message = (int) Math.max(
                LEAST_MESSAGE_BYTES, Math.min(GobLimits.DEFAULT_MAX_MESSAGE_BYTES, heapBytes / HEAP_PER_MESSAGE));
        int values = (int) Math.max(LEAST_VALUES, Math.min(GobLimits.DEFAULT_MAX_VALUES, heapBytes / HEAP_PER_VALUE));
        GobLimits gob = new GobLimits(
                message,
                GobLimits.DEFAULT_MAX_DEPTH,
                GobLimits.DEFAULT_MAX_TYPES,
                GobLimits.DEFAULT_MAX_FIELDS,
                GobLimits.DEFAULT_MAX_DEFINITION_BYTES,
                values,
                "give the plugin's Java a heap of 16 times as much (-Xmx)");
        return new ServerLimits(message, gob, YamuxLimits.DEFAULTS.withPeerStreams(MAX_STREAMS));
    }

    /** The bytes that may wait in the socket for a host that does not read. */
    long maxUnwrittenBytes() {
        return UnwrittenLimit.DEFAULT_BYTES + 2L * maxMessageBytes;
    }

    /** The answers that may wait for one stream's window. */
    long maxWaitingBytes() {
        return 4L * maxMessageBytes;
    }
}
