package dev.assay.wire.gob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GobTypesTest {
    @Test
    void a_text_with_every_kind_of_line_is_read() throws IOException {
        GobTypes types = read("""
                # a comment
                struct 65 rpc.RunArgs json=Form
                  Run run v1.Run pointer
                  Meta - v1.Meta inline
                \tRaw raw map[string]json.RawMessage

                struct 66 v1.Run wire=
                  Children children []v1.Run
                  Times times [2]v1.Time
                struct 67 v1.Meta wire=Other
                opaque 70 v1.Time gob json=Time
                basic json.RawMessage bytes json=RawMessage
                composite 80 []v1.Run wire=runs
                composite 81 []int name=v1.Numbers json=Numbers
                """);
        GobType.StructOf args = (GobType.StructOf) types.named("rpc.RunArgs");
        assertThat(args.id()).isEqualTo(65);
        assertThat(args.wireName()).isEqualTo("RunArgs");
        assertThat(args.jsonForm()).isEqualTo("Form");
        GobType.StructOf run = (GobType.StructOf) types.named("v1.Run");
        assertThat(args.fields().get(0)).isEqualTo(new GobType.Field("Run", "run", false, true, run));
        assertThat(args.fields().get(1)).isEqualTo(new GobType.Field("Meta", "", true, false, types.named("v1.Meta")));
        assertThat(run.wireName()).isEmpty();
        assertThat(((GobType.StructOf) types.named("v1.Meta")).wireName()).isEqualTo("Other");
        GobType.SliceOf runs = (GobType.SliceOf) types.named("[]v1.Run");
        assertThat(runs.id()).isEqualTo(80);
        assertThat(runs.wireName()).isEqualTo("runs");
        assertThat(runs.element()).isSameAs(run);
        GobType.MapOf raw = (GobType.MapOf) types.named("map[string]json.RawMessage");
        assertThat(raw.value()).isEqualTo(new GobType.Basic(GobType.Kind.BYTES, "RawMessage"));
        assertThat(raw.id()).isEqualTo(82);
        assertThat(raw.wireName()).isEqualTo("map[string]json.RawMessage");
        assertThat(types.named("[2]v1.Time").id()).isEqualTo(83);
        assertThat(types.named("v1.Time").jsonForm()).isEqualTo("Time");
        assertThat(types.named("v1.Numbers").id()).isEqualTo(81);
        assertThat(types.named("v1.Numbers").jsonForm()).isEqualTo("Numbers");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            struct 63 A                            | line 1: an id is 64 or more and stands only once, not 63
            struct 65 A%struct 65 B                | line 2: an id is 64 or more and stands only once, not 65
            struct 65 A%struct 66 A                | line 2: A is no name, or already one
            struct x A                             | line 1: x is no number
            struct 65                              | line 1: at least 3 words are needed
            struct 65 A colour=red                 | line 1: colour=red is none of
            struct 65 A%  F f B                    | line 2: no type B is described
            struct 65 A%  F f []B                  | line 2: no type B is described
            struct 65 A%  F f [x]int               | line 2: x is no number
            struct 65 A%  F f map[string           | line 2: no type map[string is described
            struct 65 A%  F f                      | line 2: a field is GONAME JSONNAME TYPE
            struct 65 A%  F f int omitempty        | line 2: a field is inline or pointer, not omitempty
            opaque 65 A json                       | line 1: an opaque type is gob, binary or text
            basic A B json=C                       | line 1: B is no basic kind
            composite 65 []int%composite 66 []int  | line 2: []int has an id already
            composite 65 []A name=A                | line 1: type A is made of itself
            table 65 A                             | line 1: a line begins with struct, opaque, basic, composite or a space
            %  F f int                             | line 2: a field that belongs to no struct
            struct 65 A%  F f A                    | type A holds itself without a pointer between
            struct 65 A%  F f [3]A                 | type A holds itself without a pointer between
            """)
    void a_wrong_text_is_refused_with_its_line(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("%", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_struct_may_hold_itself_by_a_pointer_or_in_a_slice() throws IOException {
        GobTypes types = read("struct 65 A\n  Next next A pointer\n  All all []A\n  Named named map[string]A\n");
        GobType.StructOf a = (GobType.StructOf) types.named("A");
        assertThat(a.fields().get(0).type()).isSameAs(a);
    }

    @Test
    void a_name_that_is_not_described_is_told() throws IOException {
        GobTypes types = read("");
        assertThatThrownBy(() -> types.named("rpc.RunArgs")).hasMessage("no Go type rpc.RunArgs is described");
    }

    private static GobTypes read(String text) throws IOException {
        return GobTypes.read(new StringReader(text));
    }
}
