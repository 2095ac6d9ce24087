package dev.assay.wire.yamux;

import java.time.Duration;

/**
 * Bounds and times of a session. Where go-plugin's peers have a default (yamux {@code mux.go DefaultConfig}), ours is
 * the same.
 *
 * @param peerStreams streams opened by the peer that may be alive at once; one more is reset
 * @param acceptBacklog streams of ours that may wait for the peer's acknowledgement at once; more wait in line, unsent
 * @param receiveWindow bytes per stream that the peer may send before {@link YamuxStream#consumed} gives room back; at
 *     least 262,144, the protocol's initial window
 * @param maxFrame bytes of data in one frame that this end sends
 * @param unsentAnswers frames that may be written while the output is not writable, only to answer a ping or a new
 *     stream of the peer; one more is a breach
 * @param idleFrames frames of the peer that carry no data of an open stream: so many at once, one more is a breach.
 *     What this end sends permits some more
 * @param idleFramesPerSecond as {@code idleFrames}, for a second
 * @param keepAliveInterval from the start, or the last answer, to the next keep-alive ping
 * @param keepAliveTimeout from a keep-alive ping to its answer, at most
 * @param openTimeout from the first frame of a stream to the peer's acknowledgement, at most
 */
public record YamuxLimits(
        int peerStreams,
        int acceptBacklog,
        int receiveWindow,
        int maxFrame,
        int unsentAnswers,
        int idleFrames,
        int idleFramesPerSecond,
        Duration keepAliveInterval,
        Duration keepAliveTimeout,
        Duration openTimeout) {

    /** The bytes that each side of a stream may send before the first window update (yamux {@code const.go}). */
    public static final int INITIAL_WINDOW = 256 * 1024;

    /** A go-plugin host opens a handful of streams and one per dispensed part; four times the backlog is more than any needs. */
    public static final int DEFAULT_PEER_STREAMS = 1024;

    /** The peer resets streams beyond its own backlog, which is this one unless it was changed. */
    public static final int DEFAULT_ACCEPT_BACKLOG = 256;

    /** Small enough that a large message does not hold up the other streams, large enough that headers do not count. */
    static final int DEFAULT_MAX_FRAME = 64 * 1024;

    /** Twice the answers to a full backlog of new streams and to as many pings: 12 kB. */
    public static final int DEFAULT_UNSENT_ANSWERS = 1024;

    /** A peer needs some a second; this much costs milliseconds. */
    public static final int DEFAULT_IDLE_FRAMES = 10_000;

    public static final int DEFAULT_IDLE_FRAMES_PER_SECOND = 1_000;

    static final Duration DEFAULT_KEEP_ALIVE_INTERVAL = Duration.ofSeconds(30);

    /** Go's {@code ConnectionWriteTimeout}, which also bounds the wait for a ping's answer. */
    static final Duration DEFAULT_KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(10);

    static final Duration DEFAULT_OPEN_TIMEOUT = Duration.ofSeconds(75);

    public static final YamuxLimits DEFAULTS = new YamuxLimits(
            DEFAULT_PEER_STREAMS,
            DEFAULT_ACCEPT_BACKLOG,
            INITIAL_WINDOW,
            DEFAULT_MAX_FRAME,
            DEFAULT_UNSENT_ANSWERS,
            DEFAULT_IDLE_FRAMES,
            DEFAULT_IDLE_FRAMES_PER_SECOND,
            DEFAULT_KEEP_ALIVE_INTERVAL,
            DEFAULT_KEEP_ALIVE_TIMEOUT,
            DEFAULT_OPEN_TIMEOUT);

    public YamuxLimits {
        atLeast("peerStreams", peerStreams, 0);
        atLeast("acceptBacklog", acceptBacklog, 1);
        atLeast("receiveWindow", receiveWindow, INITIAL_WINDOW);
        atLeast("maxFrame", maxFrame, 1);
        atLeast("unsentAnswers", unsentAnswers, 1);
        atLeast("idleFrames", idleFrames, 1);
        atLeast("idleFramesPerSecond", idleFramesPerSecond, 1);
        positive("keepAliveInterval", keepAliveInterval);
        positive("keepAliveTimeout", keepAliveTimeout);
        positive("openTimeout", openTimeout);
    }

    /** These limits, with another number of streams that the peer may have open. */
    public YamuxLimits withPeerStreams(int streams) {
        return new YamuxLimits(
                streams,
                acceptBacklog,
                receiveWindow,
                maxFrame,
                unsentAnswers,
                idleFrames,
                idleFramesPerSecond,
                keepAliveInterval,
                keepAliveTimeout,
                openTimeout);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "tried to set " + name + " to " + value + ", but it must be at least " + least + "; raise it");
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(
                    "tried to set " + name + " to " + value + ", but it must be longer than nothing; raise it");
        }
    }
}
