package dev.assay.wire.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** This yamux sends the bytes that the real one sent, recorded by {@code src/test/go/cmd/record}. */
class GoldenConversationTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden", "yamux");
    private static final String PURE_ACK = "^window-update ACK stream \\d+ length 0$";

    /** Go writes as much in one frame as the window allows. */
    private static final YamuxLimits AS_GO = new YamuxLimits(
            YamuxLimits.DEFAULT_PEER_STREAMS,
            YamuxLimits.DEFAULT_ACCEPT_BACKLOG,
            YamuxLimits.INITIAL_WINDOW,
            Integer.MAX_VALUE,
            YamuxLimits.DEFAULT_UNSENT_ANSWERS,
            YamuxLimits.DEFAULT_IDLE_FRAMES,
            YamuxLimits.DEFAULT_IDLE_FRAMES_PER_SECOND,
            Duration.ofHours(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(75));

    @TestFactory
    Stream<DynamicTest> each_end_of_a_recorded_conversation_can_be_this_one() {
        return recordings(false).flatMap(file -> Stream.of(Role.values())
                .map(role -> DynamicTest.dynamicTest(file.getFileName() + " as " + role, () -> {
                    Replay replay = new Replay(role, file);
                    replay.run();
                    assertThat(replay.sent()).isEqualTo(replay.expected());
                    assertThat(replay.outcome()).isEqualTo("open");
                })));
    }

    @TestFactory
    Stream<DynamicTest> odd_frames_are_forgiven_where_go_forgives_them_and_answered_alike() {
        return recordings(true)
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    Replay replay = new Replay(Role.SERVER, file);
                    replay.run();
                    // Go acknowledges when the stream is taken from the backlog, by when it may be over; and it may
                    // have
                    // closed the connection before its go-away is written.
                    assertThat(withoutRaces(replay.sent())).isEqualTo(withoutRaces(replay.expected()));
                    assertThat(replay.outcome()).isEqualTo(replay.recordedOutcome());
                }));
    }

    private static List<String> withoutRaces(List<String> frames) {
        return frames.stream()
                .filter(frame -> !frame.matches(PURE_ACK))
                .filter(frame -> !frame.equals("go-away - stream 0 length 1"))
                .toList();
    }

    private static Stream<Path> recordings(boolean odd) {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> chosen = files.filter(
                            file -> file.getFileName().toString().startsWith("odd-") == odd)
                    .sorted()
                    .toList();
            assertThat(chosen).hasSizeGreaterThan(6);
            return chosen.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does the steps of one role, and receives what the other role sent. */
    private static final class Replay {
        private final String self;
        private final List<String> lines;
        private final SessionFixture fixture;
        private final ByteBuf expected = Unpooled.buffer();
        private String outcome = "open";

        Replay(Role role, Path file) throws IOException {
            self = role.name().toLowerCase(Locale.ROOT);
            lines = Files.readAllLines(file);
            fixture = new SessionFixture(role.firstId(), AS_GO);
        }

        void run() {
            for (String line : lines) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("do") && words[1].equals(self)) {
                    step(words);
                } else if (line.contains(" : ")) {
                    ByteBuf bytes = bytes(line.substring(line.indexOf(" : ") + 3));
                    if (words[0].equals(self)) {
                        expected.writeBytes(bytes);
                        bytes.release();
                    } else {
                        receive(bytes);
                    }
                }
            }
        }

        List<String> sent() {
            return fixture.frames();
        }

        List<String> expected() {
            return Wire.frames(expected);
        }

        String outcome() {
            return outcome;
        }

        String recordedOutcome() {
            return lines.stream()
                    .filter(line -> line.startsWith("end " + self))
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                    .findFirst()
                    .orElseThrow();
        }

        private void receive(ByteBuf bytes) {
            try {
                fixture.receive(bytes);
            } catch (YamuxException e) {
                outcome = "closed";
            }
        }

        private void step(String[] words) {
            int id = words.length > 3 ? Integer.parseInt(words[3]) : 0;
            StreamLog stream = fixture.streams.get(id);
            switch (words[2]) {
                case "open" -> assertThat(fixture.open().stream.id()).isEqualTo(id);
                case "accept" -> assertThat(stream).isNotNull();
                case "write" -> stream.write(Integer.parseInt(words[4]));
                case "read" -> {
                    int bytes = Integer.parseInt(words[4]);
                    assertThat(stream.received.readableBytes()).isGreaterThanOrEqualTo(bytes);
                    byte[] read = new byte[bytes];
                    long from = stream.received.readerIndex();
                    stream.received.readBytes(read);
                    assertThat(read).isEqualTo(Wire.pattern(from, bytes));
                    stream.stream.consumed(bytes);
                }
                case "finish" -> stream.stream.finish();
                case "reset" -> stream.stream.reset();
                case "ping" -> {
                    fixture.session.start();
                    fixture.time.advance(AS_GO.keepAliveInterval());
                }
                default -> throw new IllegalArgumentException("unknown step " + words[2]);
            }
        }

        private static ByteBuf bytes(String recorded) {
            String[] words = recorded.split(" ", -1);
            ByteBuf bytes = Unpooled.buffer().writeBytes(ByteBufUtil.decodeHexDump(words[0]));
            if (words.length > 2) {
                bytes.writeBytes(Wire.pattern(Integer.parseInt(words[2]), Integer.parseInt(words[3])));
            } else if (words.length == 2) {
                bytes.writeBytes(ByteBufUtil.decodeHexDump(words[1]));
            }
            return bytes;
        }
    }
}
