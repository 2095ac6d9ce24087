package dev.assay.wire.yamux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whatever a peer sends is taken or is a {@link YamuxException}; nothing is held after the end, nothing is told twice. */
public final class YamuxSessionFuzz {
    private static final YamuxLimits LIMITS = new YamuxLimits(
            3,
            2,
            YamuxLimits.INITIAL_WINDOW,
            1024,
            4,
            8,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));

    private YamuxSessionFuzz() {}

    /** Called by the fuzzer: the first byte chooses the role, the pieces, and what this end does; the rest is the peer's. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        Peer peer = new Peer(data[0]);
        YamuxSession session = new YamuxSession(
                (data[0] & 1) == 0 ? Role.CLIENT : Role.SERVER, LIMITS, peer, (delay, task) -> () -> {}, peer);
        session.start();
        try {
            YamuxStream stream = session.open(new Reading(peer));
            stream.write(Unpooled.wrappedBuffer(new byte[300_000]));
            int piece = 1 + (data[0] >> 4 & 0xf);
            for (int at = 1; at < data.length; at += piece) {
                session.receive(Unpooled.wrappedBuffer(data, at, Math.min(piece, data.length - at)));
            }
        } catch (YamuxException refused) {
            if (refused.getMessage() == null || refused.getMessage().isBlank()) {
                throw new AssertionError("a refusal without a reason", refused);
            }
        }
        session.end("the test is over");
        if (peer.listening != peer.ended) {
            throw new AssertionError(peer.listening + " streams, but " + peer.ended + " ends were told");
        }
    }

    private static final class Peer implements YamuxSession.Output, YamuxSession.Listener {
        private final int habits;
        private final List<YamuxStream> streams = new ArrayList<>();
        private int listening;
        private int ended;

        Peer(int habits) {
            this.habits = habits;
        }

        @Override
        public void write(ByteBuf frame) {
            frame.release();
        }

        @Override
        public void flush() {}

        @Override
        public boolean isWritable() {
            return (habits & 2) == 0;
        }

        @Override
        public void accepted(YamuxStream stream) {
            if ((habits & 4) == 0) {
                streams.add(stream);
                stream.listen(new Reading(this));
            }
        }

        @Override
        public void goAway(String why) {}

        @Override
        public void dead(String why) {}
    }

    private static final class Reading implements YamuxStream.Listener {
        private final Peer peer;
        private boolean finished;
        private boolean over;

        Reading(Peer peer) {
            this.peer = peer;
            peer.listening++;
        }

        @Override
        public void data(ByteBuf data) {
            if (finished || over) {
                throw new AssertionError("data came after the end");
            }
            if ((peer.habits & 8) != 0) {
                peer.streams.forEach(stream -> stream.consumed(0));
            }
        }

        @Override
        public void finished() {
            if (finished || over) {
                throw new AssertionError("the end came after the end");
            }
            finished = true;
        }

        @Override
        public void ended(String why) {
            if (over) {
                throw new AssertionError("a stream ended twice");
            }
            over = true;
            peer.ended++;
        }
    }
}
