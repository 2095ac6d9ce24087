package dev.assay.wire.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;

/** Whatever a peer sends is taken or refused with a {@link YamuxException}; nothing else is thrown, and nothing stays. */
public final class YamuxFuzz {
    /** Short, so that made-up streams of frames reach it. */
    private static final int PIECE = 17;

    /** Reached by made-up streams too. */
    private static final YamuxLimits SMALL = new YamuxLimits(
            3,
            2,
            YamuxLimits.INITIAL_WINDOW,
            1024,
            8,
            YamuxLimits.DEFAULT_IDLE_FRAMES,
            YamuxLimits.DEFAULT_IDLE_FRAMES_PER_SECOND,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));

    /** More than may be sent, so that windows matter. Made once: the fuzzer has each loop counted. */
    private static final byte[] MORE_THAN_A_WINDOW = new byte[YamuxLimits.INITIAL_WINDOW + 100];

    private YamuxFuzz() {}

    /** Called by the fuzzer with bytes that it makes up; the first decides on this end and how the rest is cut. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        Role role = (data[0] & 1) == 0 ? Role.CLIENT : Role.SERVER;
        SessionFixture fixture = new SessionFixture(role.firstId(), (data[0] & 16) == 0 ? YamuxLimits.DEFAULTS : SMALL);
        fixture.writable = (data[0] & 2) == 0;
        fixture.accepting = (data[0] & 8) == 0;
        fixture.greedy = (data[0] & 32) != 0;
        fixture.session.start();
        StreamLog own = fixture.open();
        own.stream.write(Unpooled.wrappedBuffer(MORE_THAN_A_WINDOW));
        ByteBuf rest = Unpooled.wrappedBuffer(data, 1, data.length - 1);
        try {
            while (rest.isReadable()) {
                int size = (data[0] & 4) == 0 ? rest.readableBytes() : Math.min(PIECE, rest.readableBytes());
                fixture.receive(rest.readRetainedSlice(size));
                consumeSome(fixture);
            }
        } catch (YamuxException refused) {
            if (refused.getMessage() == null || refused.getMessage().isBlank()) {
                throw new AssertionError("a refusal without a reason", refused);
            }
        }
        fixture.session.end("the input is over");
        boolean told = fixture.streams.values().stream().allMatch(YamuxFuzz::endedOnce);
        if (!told || own.stream.queuedBytes() != 0 || fixture.time.scheduled() != 0) {
            throw new AssertionError("something is left after the end");
        }
    }

    private static boolean endedOnce(StreamLog log) {
        long ends =
                log.events.stream().filter(event -> event.startsWith("ended: ")).count();
        long finishes = log.events.stream().filter("finished"::equals).count();
        return log.stream.isOver() && ends == 1 && finishes <= 1;
    }

    private static void consumeSome(SessionFixture fixture) {
        for (StreamLog log : fixture.streams.values()) {
            int bytes = log.received.readableBytes();
            if (bytes > 3) {
                log.received.clear();
                log.stream.consumed(bytes);
                log.stream.write(Wire.patternBuffer(0, 1));
            }
        }
    }
}
