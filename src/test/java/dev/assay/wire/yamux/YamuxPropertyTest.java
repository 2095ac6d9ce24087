package dev.assay.wire.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class YamuxPropertyTest {
    private static final int ENOUGH_ROUNDS = 10_000;

    /** A small backlog, so that streams wait in line, and small frames, so that data is split. */
    private static final YamuxLimits NARROW = new YamuxLimits(
            100,
            2,
            YamuxLimits.INITIAL_WINDOW,
            10_000,
            1,
            YamuxLimits.DEFAULT_IDLE_FRAMES,
            YamuxLimits.DEFAULT_IDLE_FRAMES_PER_SECOND,
            YamuxLimits.DEFAULT_KEEP_ALIVE_INTERVAL,
            YamuxLimits.DEFAULT_KEEP_ALIVE_TIMEOUT,
            YamuxLimits.DEFAULT_OPEN_TIMEOUT);

    private enum Kind {
        OPEN,
        WRITE,
        DELIVER,
        CONSUME,
        FINISH
    }

    /** The next action of one end; the number chooses the stream. */
    private record Step(boolean byClient, Kind kind, int number, int bytes) {}

    @Property(tries = 150)
    void every_byte_arrives_in_order_however_frames_are_cut_and_readers_linger(
            @ForAll("steps") List<Step> steps, @ForAll("cuts") int cut) {
        Pair pair = new Pair();
        steps.forEach(pair::take);
        pair.settle(cut);
        pair.check();
    }

    @Property(tries = 500)
    void arbitrary_bytes_are_taken_or_refused_with_a_sentence(@ForAll byte[] bytes) {
        YamuxFuzz.fuzzerTestOneInput(bytes);
    }

    @Property(tries = 500)
    void arbitrary_frames_are_taken_or_refused_with_a_sentence(@ForAll("frames") List<byte[]> frames) {
        YamuxFuzz.fuzzerTestOneInput(
                Unpooled.wrappedBuffer(frames.toArray(byte[][]::new)).copy().array());
    }

    @Provide
    Arbitrary<Integer> cuts() {
        return Arbitraries.of(7, 11, 12, 13, 1000, 65_536, 1_000_000);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> sizes = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 30), Arbitraries.integers().between(0, 400_000));
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(2, Kind.OPEN),
                Tuple.of(6, Kind.WRITE),
                Tuple.of(6, Kind.DELIVER),
                Tuple.of(4, Kind.CONSUME),
                Tuple.of(1, Kind.FINISH));
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        kinds,
                        Arbitraries.integers().between(0, 9),
                        sizes)
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<byte[]>> frames() {
        Arbitrary<Long> lengths = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 20),
                Arbitraries.of(0L, 1L, 262_144L, 262_145L, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL));
        Arbitrary<byte[]> frame = Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(20, Arbitraries.integers().between(0, 3)),
                                Tuple.of(1, Arbitraries.of(4, 255))),
                        Arbitraries.frequencyOf(
                                Tuple.of(3, Arbitraries.integers().between(0, 15)),
                                Tuple.of(1, Arbitraries.integers().between(0, 0xffff))),
                        Arbitraries.of(0, 1, 2, 3, 4, -1),
                        lengths)
                .as(YamuxPropertyTest::frame);
        return Combinators.combine(Arbitraries.bytes(), frame.list().ofMaxSize(12))
                .as((first, frames) -> {
                    List<byte[]> all = new ArrayList<>(frames);
                    all.add(0, new byte[] {first});
                    return all;
                });
    }

    private static byte[] frame(int type, int flags, int id, long length) {
        int data = type == Frame.DATA ? (int) Math.min(length, 300_000) : 0;
        return Unpooled.wrappedBuffer(Wire.frame(type, flags, id, length), Unpooled.wrappedBuffer(new byte[data]))
                .copy()
                .array();
    }

    /** A client and a server whose bytes lie in between until a step delivers them. */
    private static final class Pair {
        private final SessionFixture client = new SessionFixture(1, NARROW);
        private final SessionFixture server = new SessionFixture(2, NARROW);
        private final Map<StreamLog, Integer> consumed = new HashMap<>();
        private final List<StreamLog> finished = new ArrayList<>();

        void take(Step step) {
            SessionFixture own = step.byClient ? client : server;
            List<StreamLog> streams = new ArrayList<>(own.streams.values());
            StreamLog stream = streams.isEmpty() ? null : streams.get(step.number % streams.size());
            switch (step.kind) {
                case OPEN -> own.open();
                case DELIVER -> deliver(own, step.bytes);
                case WRITE -> {
                    if (stream != null && !finished.contains(stream)) {
                        stream.write(step.bytes);
                    }
                }
                case CONSUME -> {
                    if (stream != null) {
                        boolean unused = consume(stream, step.bytes);
                    }
                }
                case FINISH -> {
                    if (stream != null && !finished.contains(stream)) {
                        finished.add(stream);
                        stream.stream.finish();
                    }
                }
            }
        }

        /** Delivers and consumes until nothing moves. */
        void settle(int cut) {
            int rounds = 0;
            boolean moved = true;
            while (moved) {
                assertThat(rounds++).isLessThan(ENOUGH_ROUNDS);
                moved = deliverAll(client, cut);
                moved |= deliverAll(server, cut);
                for (SessionFixture end : List.of(client, server)) {
                    for (StreamLog stream : end.streams.values()) {
                        moved |= consume(stream, Integer.MAX_VALUE);
                    }
                }
            }
        }

        void check() {
            assertThat(server.streams.keySet()).isEqualTo(client.streams.keySet());
            for (int id : client.streams.keySet()) {
                check(client.streams.get(id), server.streams.get(id));
                check(server.streams.get(id), client.streams.get(id));
            }
            assertThat(client.events).allMatch(event -> event.startsWith("accepted"));
            assertThat(client.time.scheduled() + server.time.scheduled()).isZero();
        }

        private void check(StreamLog from, StreamLog to) {
            assertThat(to.received.readableBytes()).isEqualTo(from.written);
            assertThat(to.received).isEqualTo(Unpooled.wrappedBuffer(Wire.pattern(0, (int) from.written)));
            assertThat(from.stream.queuedBytes()).isZero();
            boolean both = finished.contains(from) && finished.contains(to);
            assertThat(to.events.contains("finished")).isEqualTo(finished.contains(from));
            assertThat(to.events.contains("ended: both ends have finished it")).isEqualTo(both);
            assertThat(to.stream.isOver()).isEqualTo(both);
        }

        private boolean deliverAll(SessionFixture from, int cut) {
            boolean moved = false;
            while (deliver(from, cut)) {
                moved = true;
            }
            return moved;
        }

        private boolean deliver(SessionFixture from, int bytes) {
            ByteBuf taken = from.take(bytes);
            boolean any = taken.isReadable();
            (from == client ? server : client).receive(taken);
            return any;
        }

        /** Whether there was anything to consume, which may have told the other end of a larger window. */
        private boolean consume(StreamLog stream, int most) {
            int before = consumed.getOrDefault(stream, 0);
            int bytes = Math.min(most, stream.received.readableBytes() - before);
            consumed.put(stream, before + bytes);
            stream.stream.consumed(bytes);
            return bytes > 0;
        }
    }
}
