package dev.assay.wire.gob;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that Go wrote are read as Go meant them, and written as Go would write them. */
class GoldenTest {
    /** Definitions of types inside interfaces inside values come earlier than Go sends them, which is as good for a reader. */
    private static final Set<String> NOT_IN_GOS_ORDER = Set.of(
            "interface-of-basics",
            "interfaces-in-struct",
            "interfaces-in-interfaces",
            "slice-of-interfaces",
            "many-interfaces");

    /** Bytes that are no UTF-8 are not kept as they were. */
    private static final Set<String> NOT_KEPT = Set.of("string");

    /** Beside {@code metav1.Time} Go describes {@code time.Time} too, which nothing in the stream is. */
    private static final Set<String> MORE_IS_DESCRIBED =
            Set.of("run-request", "resume-request", "garbage-collect-request", "metadata-request", "responses");

    /** Go gives a type no name that it meets behind a pointer first, and this one is. */
    private static String shown(GobValue value) {
        return GobPrinter.of(value).replace("Leaf{", "{");
    }

    private static List<String> meant(Golden golden) {
        return golden.values().stream()
                .map(value -> value.replace("Leaf{", "{"))
                .toList();
    }

    static Stream<Golden> goldens() {
        return Golden.all().stream();
    }

    static Stream<Golden> writable() {
        return goldens()
                .filter(g -> !NOT_IN_GOS_ORDER.contains(g.name())
                        && !NOT_KEPT.contains(g.name())
                        && !MORE_IS_DESCRIBED.contains(g.name()));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void a_stream_of_go_is_read_as_go_meant_it(Golden golden) {
        assertThat(read(Unpooled.wrappedBuffer(golden.stream())).stream().map(GoldenTest::shown))
                .containsExactlyElementsOf(meant(golden));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void the_same_from_memory_outside_the_heap(Golden golden) {
        ByteBuf direct = Unpooled.directBuffer().writeBytes(golden.stream());
        try {
            assertThat(read(direct).stream().map(GoldenTest::shown)).containsExactlyElementsOf(meant(golden));
        } finally {
            direct.release();
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void the_same_when_it_comes_byte_by_byte(Golden golden) {
        GobReader reader = new GobReader(GobLimits.DEFAULTS);
        List<GobValue> values = new ArrayList<>();
        for (byte each : golden.stream()) {
            reader.read(Unpooled.wrappedBuffer(new byte[] {each}), values::add);
        }
        assertThat(values.stream().map(GoldenTest::shown)).containsExactlyElementsOf(meant(golden));
        assertThat(NextValue.isRead(reader)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("writable")
    void written_again_it_is_byte_for_byte_what_go_wrote(Golden golden) {
        ByteBuf out = Unpooled.buffer();
        TopLevel.writeAll(new GobWriter(Golden.types()), out, golden);
        assertThat(TopLevel.messages(out))
                .containsExactlyElementsOf(TopLevel.messages(Unpooled.wrappedBuffer(golden.stream())));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void written_again_it_is_read_as_the_same(Golden golden) {
        ByteBuf out = Unpooled.buffer();
        TopLevel.writeAll(new GobWriter(Golden.types()), out, golden);
        assertThat(read(out)).isEqualTo(read(Unpooled.wrappedBuffer(golden.stream())));
    }

    @Test
    void a_stream_that_is_cut_off_within_a_value_goes_on_with_the_rest_of_it() {
        byte[] stream = Golden.named("interface-of-struct").stream();
        int boundaries = 0;
        for (int length = 1; length <= stream.length; length++) {
            GobReader reader = new GobReader(GobLimits.DEFAULTS);
            reader.read(Unpooled.wrappedBuffer(stream, 0, length), value -> {});
            boundaries += NextValue.isRead(reader) ? 1 : 0;
        }
        assertThat(boundaries).isEqualTo(2);
    }

    private static List<GobValue> read(ByteBuf in) {
        GobReader reader = new GobReader(GobLimits.DEFAULTS);
        List<GobValue> values = new ArrayList<>();
        reader.read(in, values::add);
        assertThat(in.isReadable()).isFalse();
        assertThat(NextValue.isRead(reader)).isTrue();
        return values;
    }
}
