package dev.assay.wire;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;

/**
 * The amount that is read of one plugin before another one has its turn. Plugins share event loops, and one that sends
 * without end must not hold up the others.
 */
public final class FairReads {
    private static final int SMALLEST_BYTES = 64;
    private static final int FIRST_BYTES = 2 * 1024;

    /** Some thousand of the smallest frames, which take a millisecond or two. */
    private static final int LARGEST_BYTES = 32 * 1024;

    private static final int READS = 2;

    private FairReads() {}

    /** For one channel, or for all channels of a bootstrap. */
    public static RecvByteBufAllocator allocator() {
        return new AdaptiveRecvByteBufAllocator(SMALLEST_BYTES, FIRST_BYTES, LARGEST_BYTES).maxMessagesPerRead(READS);
    }
}
