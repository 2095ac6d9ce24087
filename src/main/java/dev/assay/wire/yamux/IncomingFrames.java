package dev.assay.wire.yamux;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Takes the peer's frames to the session or to the stream that they are for, in the order of Go's {@code session.go}. */
final class IncomingFrames implements FrameReader.Sink {
    private static final int SKIPPED_PIECE = 64 * 1024;

    private final YamuxSession session;
    private @Nullable YamuxStream target;
    private boolean finishAfterData;
    private int skipped;

    IncomingFrames(YamuxSession session) {
        this.session = session;
    }

    @Override
    public void header(int type, int flags, int id, long length) {
        if (type != Frame.DATA || length == 0 || session.stream(id) == null) {
            session.beforeIdleFrame();
        }
        switch (type) {
            case Frame.PING -> ping((flags & Frame.SYN) != 0, (int) length);
            case Frame.GO_AWAY -> goAway(length);
            default -> streamFrame(type == Frame.DATA, flags, id, length);
        }
    }

    private void ping(boolean request, int value) {
        if (request) {
            session.answerPing(value);
        } else {
            session.pingAnswered(value);
        }
    }

    private void goAway(long code) {
        if (code == Frame.GO_AWAY_PROTOCOL_ERROR) {
            throw new YamuxException("the peer says that this end broke the protocol (go-away code 1)");
        }
        if (code == Frame.GO_AWAY_INTERNAL_ERROR) {
            throw new YamuxException("the peer says that it failed itself (go-away code 2)");
        }
        if (code != Frame.GO_AWAY_NORMAL) {
            throw new YamuxException("the peer goes away with the unknown code " + code);
        }
        session.peerGoesAway();
    }

    private void streamFrame(boolean isData, int flags, int id, long length) {
        target = null;
        if ((flags & Frame.SYN) != 0) {
            session.accept(id);
        }
        // A stream that is not known any more: the frame crossed its reset on the way. Data is skipped, the rest has no
        // effect.
        YamuxStream stream = session.stream(id);
        if (stream == null) {
            return;
        }
        stream.flags(flags);
        if (isData) {
            stream.announced(length);
        }
        boolean finishes = (flags & Frame.FIN) != 0;
        if ((flags & Frame.RST) != 0) {
            stream.end("the peer reset it");
        } else if (isData && length > 0) {
            target = stream;
            finishAfterData = finishes;
        } else {
            if (finishes) {
                stream.peerFinished();
            }
            if (!isData) {
                stream.windowGrown(length);
            }
        }
    }

    @Override
    public void data(ByteBuf in, int bytes, boolean last) {
        YamuxStream to = target;
        if (to == null || to.isOver()) {
            in.skipBytes(bytes);
            skip(bytes);
            return;
        }
        to.received(in.readSlice(bytes));
        if (last && finishAfterData) {
            to.peerFinished();
        }
    }

    /** A frame that nobody reads may be long, so each piece of it counts as one. */
    private void skip(int bytes) {
        for (skipped += bytes; skipped >= SKIPPED_PIECE; skipped -= SKIPPED_PIECE) {
            session.beforeIdleFrame();
        }
    }

    @Override
    public boolean isOver() {
        return session.isUseless();
    }
}
