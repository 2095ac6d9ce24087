package dev.assay.wire.yamux;

import dev.assay.testing.FakeTime;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A session whose time stands still, whose frames are kept, and whose events are sentences. */
final class SessionFixture implements YamuxSession.Output, YamuxSession.Timer, YamuxSession.Listener {
    final FakeTime time = new FakeTime();
    final List<String> events = new ArrayList<>();
    final Map<Integer, StreamLog> streams = new HashMap<>();
    final YamuxSession session;
    boolean accepting = true;
    boolean writable = true;
    boolean greedy;
    int flushes;
    private final ByteBuf sent = Unpooled.buffer();

    SessionFixture(Role role) {
        this(role.firstId(), YamuxLimits.DEFAULTS);
    }

    SessionFixture(long firstId, YamuxLimits limits) {
        session = new YamuxSession(firstId, limits, this, this, this);
    }

    StreamLog open() {
        StreamLog log = new StreamLog();
        log.stream = session.open(log);
        streams.put(log.stream.id(), log);
        return log;
    }

    /** Opens a stream that the peer acknowledges, and forgets the frames. */
    StreamLog established() {
        StreamLog log = open();
        receive(Wire.frame(Frame.WINDOW_UPDATE, Frame.ACK, log.stream.id(), 0));
        List<String> unused = frames();
        return log;
    }

    void receive(ByteBuf bytes) {
        try {
            session.receive(bytes);
        } finally {
            bytes.release();
        }
    }

    void receive(int type, int flags, int id, long length) {
        receive(Wire.frame(type, flags, id, length));
    }

    /** The bytes that were sent since the last call. */
    List<String> frames() {
        return Wire.frames(sent);
    }

    /** The next bytes that were sent, cut anywhere. */
    ByteBuf take(int most) {
        return sent.readBytes(Math.min(most, sent.readableBytes()));
    }

    @Override
    public void write(ByteBuf frame) {
        sent.discardReadBytes().writeBytes(frame);
        if (frame.refCnt() != 1) {
            throw new AssertionError("a frame that something else holds too");
        }
        frame.release();
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        Future<?> scheduled = time.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void accepted(YamuxStream stream) {
        events.add("accepted " + Integer.toUnsignedString(stream.id()));
        if (accepting) {
            StreamLog log = new StreamLog();
            log.stream = stream;
            log.greedy = greedy;
            streams.put(stream.id(), log);
            stream.listen(log);
        }
    }

    @Override
    public void goAway(String why) {
        events.add("peer goes away: " + why);
    }

    @Override
    public void dead(String why) {
        events.add("dead: " + why);
    }
}
