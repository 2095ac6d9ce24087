package dev.assay.wire.gob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes that a peer must not send. Type 65, whose id is {@code ff82} on the wire, is defined by each test as it needs. */
class BreachTest {
    private static final GobType.Basic INT = GobType.Basic.INT;

    @Test
    void a_message_longer_than_the_limit() {
        refuses(
                new Stream().raw("fc 04000001"),
                "a message of 67108865 bytes, more than the 67108864 that are accepted, at byte 5");
        refuses(new Stream().raw("fc 04000001"), "; to have it accepted, raise assay.wire.max-message, and the heap");
        refuses(new Stream().raw("f8 ffffffffffffffff"), "a message of 18446744073709551615 bytes");
    }

    @Test
    void a_message_without_bytes() {
        refuses(new Stream().raw("00"), "a message without bytes");
    }

    @Test
    void a_number_of_more_than_eight_bytes() {
        refuses(new Stream().raw("f7 000000000000000000"), "claims 9 bytes, more than 8");
        refuses(new Stream().message("04 00 f7 000000000000000000"), "a number claims 9 bytes, more than 8, at byte 3");
    }

    @Test
    void a_value_before_its_definition() {
        refuses(new Stream().message("ff82 00"), "a value of type 65, which was not defined");
    }

    @Test
    void a_value_of_a_reserved_type() {
        refuses(new Stream().message("20 00 00"), "a value of type 16, which was not defined");
        refuses(new Stream().message("00 00 00"), "a value of type 0, which was not defined");
    }

    @Test
    void a_definition_of_a_reserved_id() {
        refuses(new Stream().message("09 03 01 00 00"), "a definition of type 5, an id that is not for definitions");
        refuses(new Stream().message("f8 ffffffffffffffff"), "an id that is not for definitions");
    }

    @Test
    void a_type_defined_twice() {
        GobType type = slice(65, INT);
        refuses(new Stream().definition(type).definition(type), "type 65 is defined twice");
    }

    @Test
    void a_definition_of_nothing_or_of_two_things() {
        refuses(new Stream().message("ff81 00"), "the definition of type 65 is 0 things, not one");
        refuses(
                new Stream().message("ff81 01 01 01 01 41 00 01 04 00 01 01 01 01 41 00 01 04 00 00"),
                "the definition of type 65 is 2 things, not one");
    }

    @Test
    void bytes_after_a_definition_or_a_value() {
        refuses(new Stream().message("ff81 02 01 00 01 04 00 00 04"), "bytes follow a definition in its message");
        refuses(new Stream().message("04 00 06 06"), "1 bytes follow a value in its message");
    }

    @Test
    void more_elements_than_bytes_even_of_elements_that_are_nothing() {
        GobType empty = struct(66);
        Stream many = new Stream().definition(slice(65, GobType.Basic.BOOL)).message("ff82 00 fa 010000000000 01");
        refuses(many, "a length of 1099511627776 elements, but only 1 bytes are left");
        refuses(
                new Stream().definition(slice(65, empty)).definition(empty).message("ff82 00 fa 010000000000"),
                "a length of 1099511627776 elements");
        refuses(
                new Stream().definition(slice(65, INT)).message("ff82 00 f8 ffffffffffffffff 00"),
                "a length of 18446744073709551615 elements");
    }

    @Test
    void more_map_entries_than_two_bytes_each() {
        GobType map = new GobType.MapOf(65, "", "", INT, INT);
        refuses(
                new Stream().definition(map).message("ff82 00 02 02 02 02"),
                "a length of 2 map entries, but only 3 bytes");
    }

    @Test
    void a_string_that_is_longer_than_its_message() {
        refuses(new Stream().message("0c 00 05 61 62"), "a length of 5 bytes of a string, but only 2 bytes are left");
    }

    @Test
    void an_array_of_another_length() {
        GobType array = new GobType.ArrayOf(65, "", "", 2, INT);
        refuses(new Stream().definition(array).message("ff82 00 01 02"), "an array of 2 elements comes with 1");
    }

    @Test
    void a_field_that_does_not_exist() {
        GobType struct = struct(65, field("A", INT), field("B", INT));
        refuses(
                new Stream().definition(struct).message("ff82 03 02 00"),
                "field number -1 + 3 in a struct of 2 fields");
        refuses(new Stream().definition(struct).message("ff82 02 02 01 02 00"), "field number 1 + 1");
        refuses(
                new Stream().definition(struct).message("ff82 f8 ffffffffffffffff 02 00"),
                "field number -1 + 18446744073709551615");
    }

    @Test
    void a_struct_that_does_not_end() {
        refuses(
                new Stream().definition(struct(65, field("A", INT))).message("ff82 01 02"),
                "the message ends within a value");
    }

    @Test
    void a_value_that_is_no_struct_without_its_zero() {
        refuses(new Stream().message("04 01 06"), "begins with 1 instead of 0");
    }

    @Test
    void fields_without_names_or_of_one_name() {
        refuses(new Stream().definition(struct(65, field("A", INT), field("A", INT))), "two of the same name");
        refuses(new Stream().message("ff81 03 01 00 01 01 02 04 00 00 00"), "a field without a name");
    }

    @Test
    void types_made_of_types_that_cannot_be() {
        refuses(new Stream().message("ff81 02 01 00 00 00"), "type 65 is made of type 0, which cannot be");
        refuses(new Stream().message("ff81 02 01 00 01 20 00 00"), "type 65 is made of type 16, which cannot be");
        refuses(new Stream().message("ff81 02 01 00 01 01 00 00"), "type 65 is made of type -1, which cannot be");
    }

    @Test
    void a_slice_of_itself_without_end() {
        GobType self = struct(65);
        refuses(
                new Stream().definition(slice(65, self)).message("ff82 00 " + "01".repeat(200)),
                "values nest more than 100 deep, at byte");
        refuses(
                new Stream()
                        .definition(new GobType.ArrayOf(65, "", "", 1, self))
                        .message("ff82 00 " + "01".repeat(200)),
                "values nest more than 100 deep");
    }

    @Test
    void interfaces_in_interfaces_without_end() {
        refuses(new Stream().message("10 00" + "01 61 10 01 00".repeat(200)), "values nest more than 100 deep");
    }

    @Test
    void a_name_in_an_interface_that_is_too_long() {
        refuses(new Stream().message("10 00 fe 0401" + "61".repeat(1025)), "takes more than 1024 bytes");
    }

    @Test
    void an_undefined_type_in_an_interface() {
        refuses(new Stream().message("10 00 01 61 ff82 01 00"), "a value of type 65, which was not defined");
    }

    @Test
    void more_types_fields_definition_bytes_or_values_than_allowed() {
        GobLimits limits = new GobLimits(1_000, 10, 2, 1, 60, 30, "");
        Stream types = new Stream()
                .definition(slice(65, INT))
                .definition(slice(66, INT))
                .definition(slice(67, INT));
        refuses(limits, types, "more than 2 types are defined");
        refuses(limits, new Stream().definition(struct(65, field("A", INT), field("B", INT))), "more than 1 fields");
        refuses(limits, new Stream().definition(struct(65, field("A".repeat(50), INT))), "take more than 60 bytes");
        refuses(
                limits,
                new Stream().definition(slice(65, INT)).message("ff82 00 1e" + "02".repeat(30)),
                "more than 30 values");
    }

    @Test
    void a_value_in_many_messages_that_is_too_long() {
        GobLimits limits = new GobLimits(100, 10, 2_000, 10, 100_000, 1_000, "");
        GobType struct = struct(65, field("S", GobType.Basic.TEXT), field("A", GobType.Basic.INTERFACE));
        Stream stream = new Stream()
                .definition(struct)
                .message("ff82 01 32 " + "61".repeat(50) + " 01 01 61 ff83 02 01 00 01 04 00 00")
                .message("ff84 3c 00 3c" + "02".repeat(60));
        refuses(limits, stream, "a value in many messages takes more than 100 bytes");
    }

    @Test
    void a_value_in_so_many_pieces_that_reading_them_again_takes_too_long() {
        GobLimits limits = new GobLimits(1_000, 10, 2_000, 10, 100_000, 10_000, "");
        Stream stream = new Stream().definition(slice(65, GobType.Basic.INTERFACE));
        StringBuilder piece = new StringBuilder("ff82 00 64 01 61 ff83 02 01 00 01 04 00 00");
        for (int id = 67; id < 127; id++) {
            stream.message(piece.toString());
            String defined = String.format("ff%02x", (id - 1) * 2);
            String next = String.format("ff%02x", (id - 1) * 2 + 1);
            piece = new StringBuilder(
                    defined + " 0b 00 14" + "02".repeat(20) + " 01 61 " + next + " 02 01 00 01 04 00 00");
        }
        refuses(limits, stream, "a value in many messages");
    }

    @Test
    void after_a_breach_the_stream_says_that_it_is_unusable() {
        refuses(new Stream().raw("00"), "a message without bytes");
        GobReader broken = new GobReader(GobLimits.DEFAULTS);
        assertThatThrownBy(() -> broken.read(Unpooled.wrappedBuffer(new byte[] {0}), v -> {}))
                .isInstanceOf(GobException.class);
        assertThatThrownBy(() -> broken.read(Unpooled.wrappedBuffer(new byte[] {3, 4, 0, 6}), v -> {}))
                .isInstanceOf(GobException.class)
                .hasMessageContaining("unusable since a message without bytes");
    }

    @Test
    void a_long_message_that_was_only_announced_takes_no_memory() {
        GobLimits d = GobLimits.DEFAULTS;
        GobReader announced = new GobReader(new GobLimits(
                Integer.MAX_VALUE,
                d.maxDepth(),
                d.maxTypes(),
                d.maxFields(),
                d.maxDefinitionBytes(),
                d.maxValues(),
                d.largerMessage()));
        List<GobValue> values = new ArrayList<>();
        announced.read(new Stream().raw("fc 7fffffff 01").bytes(), values::add);
        assertThat(values).isEmpty();
    }

    private static void refuses(Stream stream, String message) {
        refuses(GobLimits.DEFAULTS, stream, message);
    }

    private static void refuses(GobLimits limits, Stream stream, String message) {
        assertThatThrownBy(() -> stream.read(new GobReader(limits)))
                .isInstanceOf(GobException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("byte");
    }

    private static GobType slice(int id, GobType element) {
        return new GobType.SliceOf(id, "", "", element);
    }

    private static GobType struct(int id, GobType.Field... fields) {
        return new GobType.StructOf(id, "T", "T", "", List.of(fields));
    }

    private static GobType.Field field(String name, GobType type) {
        return new GobType.Field(name, name, false, GobType.Omit.NEVER, false, type);
    }
}
