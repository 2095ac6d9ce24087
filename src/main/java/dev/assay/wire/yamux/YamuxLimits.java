package dev.assay.wire.yamux;

import java.time.Duration;

/**
 * What one session may hold. go-plugin takes yamux's defaults ({@code mux.go}, {@code DefaultConfig}), which are
 * {@link #DEFAULTS} here; those that Go does not have are marked.
 *
 * @param acceptBacklog streams that may wait for the peer's acknowledgement
 * @param peerStreams streams that the peer may have open at once; a further one is reset. Go bounds only those that
 *     nobody has accepted yet
 * @param queuedAnswers frames that answer the peer while it does not read. Ours
 * @param keepAliveInterval from the start, or the last answer, to the next ping; zero for none
 * @param keepAliveTimeout until a ping must be answered
 * @param openTimeout until an opened stream must be acknowledged
 * @param closeTimeout until the peer must finish a stream that this end has finished; then it is reset
 */
public record YamuxLimits(
        int acceptBacklog,
        int peerStreams,
        int queuedAnswers,
        Duration keepAliveInterval,
        Duration keepAliveTimeout,
        Duration openTimeout,
        Duration closeTimeout) {
    /** Each side of a stream starts with this window, in bytes, and go-plugin never enlarges it. */
    public static final int WINDOW = 256 * 1024;

    public static final YamuxLimits DEFAULTS = new YamuxLimits(
            256,
            256,
            1024,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(75),
            Duration.ofMinutes(5));
}
