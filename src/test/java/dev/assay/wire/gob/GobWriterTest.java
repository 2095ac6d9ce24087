package dev.assay.wire.gob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.wire.gob.GobValue.Nil;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GobWriterTest {
    private final GobTypes types = Golden.types();
    private final GobWriter writer = new GobWriter(types);

    @Test
    void the_nil_interface_is_four_bytes() {
        ByteBuf out = Unpooled.buffer();
        writer.write(out, GobType.Basic.INTERFACE, GobValue.Nil.NIL);
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo("03100000");
    }

    @Test
    void structs_and_arrays_that_are_not_there_are_sent_as_go_sends_them() {
        assertThat(written("Wrapped", struct(Map.of())))
                .isEqualTo(written("Wrapped", struct(Map.of("P", struct(Map.of())))));
        assertThat(GobPrinter.of(readBack("Containers", struct(Map.of()))))
                .isEqualTo(Golden.named("containers").values().get(0));
    }

    @Test
    void zero_values_that_go_does_not_send_are_not_sent() {
        GobValue zero = struct(Map.of(
                "B", new GobValue.Bool(false),
                "I", new GobValue.Int(0),
                "U", new GobValue.Uint(0),
                "G", new GobValue.Float(-0.0),
                "C", new GobValue.Complex(0, -0.0),
                "S", new GobValue.Text(""),
                "Y", new GobValue.Bytes(new byte[0]),
                "F", Nil.NIL));
        assertThat(readBack("Scalars", zero)).isEqualTo(new GobValue.Struct("Scalars", Map.of()));
        GobValue containers =
                struct(Map.of("Slice", new GobValue.Sequence(List.of()), "Map", new GobValue.Mapping(List.of())));
        assertThat(((GobValue.Struct) readBack("Containers", containers)).fields())
                .doesNotContainKey("Slice")
                .containsKey("Map");
        assertThat(readBack("Pointers", struct(Map.of("P", Nil.NIL))))
                .isEqualTo(new GobValue.Struct("Pointers", Map.of()));
    }

    @Test
    void a_pointer_to_a_struct_of_zeros_is_sent() {
        assertThat(((GobValue.Struct) readBack("Pointers", struct(Map.of("P", struct(Map.of()))))).fields())
                .containsOnlyKeys("P");
    }

    @Test
    void an_encoded_body_stands_for_its_value() {
        GobValue point = struct(Map.of("X", new GobValue.Int(1)));
        GobValue encoded = new GobValue.Encoded(GobWriter.encode(types.named("Point"), point));
        assertThat(written("Wrapped", struct(Map.of("P", encoded))))
                .isEqualTo(written("Wrapped", struct(Map.of("P", point))));
        assertThat(written("Point", encoded)).isEqualTo(written("Point", point));
        GobValue map = new GobValue.Mapping(List.of(new GobValue.Entry(new GobValue.Text("k"), new GobValue.Int(0))));
        GobValue body = new GobValue.Encoded(GobWriter.encode(types.named("map[string]int"), map));
        assertThat(written("map[string]int", body)).isEqualTo(written("map[string]int", map));
        assertThat(written("Containers", struct(Map.of("Map", body))))
                .isEqualTo(written("Containers", struct(Map.of("Map", map))));
    }

    @Test
    void half_a_surrogate_pair_becomes_the_replacement_character() {
        assertThat(readBack("string", new GobValue.Text("a\ud800b\udc00")))
                .isEqualTo(new GobValue.Text("a\ufffdb\ufffd"));
        assertThat(readBack("string", new GobValue.Text("\ud83d\ude80"))).isEqualTo(new GobValue.Text("\ud83d\ude80"));
    }

    @Test
    void a_value_that_does_not_fit_is_refused_and_the_stream_is_as_before() {
        ByteBuf out = Unpooled.buffer();
        refuses(out, "Point", new GobValue.Int(1), "type Point cannot hold a value of Int");
        refuses(out, "Point", struct(Map.of("X", new GobValue.Text("1"))), "type INT cannot hold a value of Text");
        refuses(out, "Point", struct(Map.of("Z", new GobValue.Int(1))), "type Point lacks one of the fields [Z]");
        refuses(out, "[3]int", new GobValue.Sequence(List.of()), "an array of 3 was given 0 elements");
        refuses(
                out,
                "time.Time",
                new GobValue.Opaque(GobValue.Encoding.TEXT, new byte[0]),
                "type time.Time is written as GOB, not as TEXT");
        refuses(out, "any", new GobValue.Dynamic("nobody", Nil.NIL), "no Go type nobody is described");
        assertThat(out.readableBytes()).isZero();
        writer.write(out, types.named("Point"), struct(Map.of()));
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo(written("Point", struct(Map.of())));
    }

    @Test
    void an_interface_value_has_no_body_of_its_own() {
        assertThatThrownBy(() ->
                        GobWriter.encode(GobType.Basic.INTERFACE, new GobValue.Dynamic("int", new GobValue.Int(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs definitions");
        assertThat(GobWriter.encode(GobType.Basic.INTERFACE, Nil.NIL)).containsExactly(0);
    }

    @Test
    void the_name_of_an_interface_value_is_not_empty() {
        GobType.StructOf point = (GobType.StructOf) types.named("Point");
        assertThatThrownBy(() -> writer.writeDynamic(Unpooled.buffer(), "", point, struct(Map.of())))
                .hasMessageContaining("nil interface");
    }

    private void refuses(ByteBuf out, String type, GobValue value, String message) {
        assertThatThrownBy(() -> writer.write(out, types.named(type), value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private String written(String type, GobValue value) {
        ByteBuf out = Unpooled.buffer();
        new GobWriter(types).write(out, types.named(type), value);
        return ByteBufUtil.hexDump(out);
    }

    private GobValue readBack(String type, GobValue value) {
        ByteBuf out = Unpooled.buffer();
        new GobWriter(types).write(out, types.named(type), value);
        List<GobValue> values = new ArrayList<>();
        new GobReader(GobLimits.DEFAULTS).read(out, values::add);
        assertThat(values).hasSize(1);
        return values.get(0);
    }

    private static GobValue.Struct struct(Map<String, GobValue> fields) {
        return new GobValue.Struct("", fields);
    }
}
