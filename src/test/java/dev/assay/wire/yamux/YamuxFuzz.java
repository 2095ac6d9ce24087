package dev.assay.wire.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Whatever a peer sends is taken or refused with a {@link YamuxException}; nothing else is thrown, and nothing stays. */
public final class YamuxFuzz {
    /** Short, so that made-up streams of frames reach it. */
    private static final int PIECE = 17;

    private YamuxFuzz() {}

    /** Called by the fuzzer with bytes that it makes up; the first decides on the role and how the rest is cut. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        SessionFixture fixture = new SessionFixture((data[0] & 1) == 0 ? Role.CLIENT : Role.SERVER);
        fixture.writable = (data[0] & 2) == 0;
        fixture.session.start();
        StreamLog own = fixture.open();
        own.write(YamuxLimits.INITIAL_WINDOW + 100);
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
        boolean open = fixture.streams.values().stream().anyMatch(log -> !log.stream.isOver());
        if (open || own.stream.queuedBytes() != 0 || fixture.time.scheduled() != 0) {
            throw new AssertionError("something is left after the end");
        }
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
