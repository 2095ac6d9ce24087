package dev.assay.wire.gob;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class GobPropertyTest {
    private static final List<Golden> GOLDENS = Golden.all().stream()
            .filter(golden -> golden.stream().length < 5_000)
            .toList();

    @Property(tries = 2_000)
    void arbitrary_bytes_are_values_or_a_breach_wherever_they_are_cut(@ForAll @Size(max = 200) byte[] bytes) {
        GobReaderFuzz.fuzzerTestOneInput(bytes);
    }

    @Property(tries = 5_000)
    void a_mutated_stream_is_values_or_a_breach_wherever_it_is_cut(
            @ForAll("goldens") Golden golden, @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int mutations) {
        GobReaderFuzz.fuzzerTestOneInput(mutated(golden.stream(), new Random(seed), mutations));
    }

    @Property(tries = 500)
    void arbitrary_cuts_give_the_same_values(@ForAll("goldens") Golden golden, @ForAll long seed) {
        Random random = new Random(seed);
        GobReader reader = new GobReader(GobLimits.DEFAULTS);
        List<GobValue> values = new ArrayList<>();
        ByteBuf stream = Unpooled.wrappedBuffer(golden.stream());
        while (stream.isReadable()) {
            reader.read(stream.readSlice(1 + random.nextInt(stream.readableBytes())), values::add);
        }
        assertThat(values.stream().map(GobPrinter::of)).containsExactlyElementsOf(golden.values());
    }

    @Property(tries = 1_000)
    void written_values_are_read_as_the_same(@ForAll long seed) {
        RandomValues random = new RandomValues(new Random(seed));
        GobType type = random.type(4);
        ByteBuf out = Unpooled.buffer();
        GobWriter writer = new GobWriter(random.types());
        List<GobValue> written = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            GobValue value = random.value(type, false);
            written.add(value);
            writer.write(out, type, value);
        }
        List<GobValue> read = new ArrayList<>();
        new GobReader(GobLimits.DEFAULTS).read(out, read::add);
        assertThat(read).isEqualTo(written);
    }

    @Provide
    Arbitrary<Golden> goldens() {
        return Arbitraries.of(GOLDENS);
    }

    private static byte[] mutated(byte[] stream, Random random, int mutations) {
        byte[] bytes = new byte[stream.length + 1];
        System.arraycopy(stream, 0, bytes, 1, stream.length);
        bytes[0] = (byte) random.nextInt();
        for (int i = 0; i < mutations; i++) {
            int at = 1 + random.nextInt(stream.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                default -> bytes[at] = (byte) (bytes[at] + random.nextInt(3) - 1);
            }
        }
        return bytes;
    }
}
