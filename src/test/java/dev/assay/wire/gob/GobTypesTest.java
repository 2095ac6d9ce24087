package dev.assay.wire.gob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.text.DocumentException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GobTypesTest {
    @Test
    void a_document_with_every_kind_of_type_is_read() {
        GobTypes types = read("""
                {'name':'rpc.RunArgs','id':65,'kind':'struct','form':'Form','fields':[
                  {'name':'Run','json':'run','omit':'empty','type':'v1.Run','pointer':true},
                  {'name':'Meta','type':'v1.Meta','inline':true},
                  {'name':'Raw','json':'raw','type':'map[string]json.RawMessage'},
                  {'name':'Hidden','type':'int'}]},
                {'name':'v1.Run','id':66,'kind':'struct','wire':'','fields':[
                  {'name':'Children','json':'children','type':'[]v1.Run'},
                  {'name':'Times','json':'times','type':'[2]v1.Time'}]},
                {'name':'v1.Meta','id':67,'kind':'struct','wire':'Other'},
                {'name':'v1.Time','id':70,'kind':'opaque','encoding':'gob','form':'Time'},
                {'name':'json.RawMessage','kind':'bytes','form':'RawMessage'},
                {'name':'[]v1.Run','id':80,'kind':'slice','wire':'runs','element':'v1.Run'},
                {'name':'v1.Numbers','id':81,'kind':'slice','form':'Numbers','element':'int'},
                {'name':'map[string]json.RawMessage','id':82,'kind':'map','key':'string','element':'json.RawMessage'},
                {'name':'[2]v1.Time','id':83,'kind':'array','length':2,'element':'v1.Time'}
                """);
        GobType.StructOf args = (GobType.StructOf) types.named("rpc.RunArgs");
        assertThat(args.id()).isEqualTo(65);
        assertThat(args.wireName()).isEqualTo("RunArgs");
        assertThat(args.jsonForm()).isEqualTo("Form");
        GobType.StructOf run = (GobType.StructOf) types.named("v1.Run");
        assertThat(args.fields().get(0))
                .isEqualTo(new GobType.Field("Run", "run", false, GobType.Omit.EMPTY, true, run));
        assertThat(args.fields().get(1))
                .isEqualTo(new GobType.Field("Meta", "", true, GobType.Omit.NEVER, false, types.named("v1.Meta")));
        assertThat(args.fields().get(3).jsonName()).isEqualTo("-");
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
        GobType.ArrayOf times = (GobType.ArrayOf) types.named("[2]v1.Time");
        assertThat(times.length()).isEqualTo(2);
        assertThat(times.element()).isSameAs(types.named("v1.Time"));
        assertThat(((GobType.OpaqueOf) times.element()).encoding()).isEqualTo(GobValue.Encoding.GOB);
        assertThat(types.named("v1.Time").jsonForm()).isEqualTo("Time");
        assertThat(types.named("v1.Numbers").jsonForm()).isEqualTo("Numbers");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'name':'A','id':64,'kind':'struct','fields':[{'name':'F','type':'int','omit':'x'}]}| the type A.F: its omit is neither empty nor zero
            {'name':'A','id':63,'kind':'struct'}                               | the type A: its id is 63, but must be 64 or more
            {'name':'A','id':'x','kind':'struct'}                              | the type A: its id is 0, but must be 64 or more
            {'name':'A','id':65,'kind':'struct'},{'name':'B','id':65,'kind':'struct'} | the type B: its id is 65, but must be 64 or more, and its own
            {'name':'A','id':65,'kind':'struct'},{'name':'A','id':66,'kind':'struct'} | the type A: its name is empty, or that of another type
            {'id':65,'kind':'struct'}                                          | the type : its name is empty
            {'name':'int','id':65,'kind':'struct'}                             | the type int: its name is empty, or that of another type
            {'name':'A','id':65,'kind':'table'}                                | the type A: its kind "table" is unknown
            {'name':'A','id':65,'kind':'opaque','encoding':'json'}             | the type A: its encoding is neither gob, binary nor text
            {'name':'A','id':65,'kind':'struct','fields':[{'name':'F','type':'B'}]} | the type A.F: no type B is described
            {'name':'A','id':65,'kind':'struct','fields':[{'type':'int'}]}     | the type A: it has a field without a name
            {'name':'A','id':65,'kind':'slice','element':'B'}                  | the type A: no type B is described
            {'name':'A','id':65,'kind':'map','key':'string'}                   | the type A: no type  is described
            {'name':'A','id':65,'kind':'slice','element':'A'}                  | the type A: it is made of itself without a struct between
            {'name':'A','id':65,'kind':'struct','fields':[{'name':'F','type':'A'}]} | the type A holds itself without a pointer between
            {'name':'A','id':65,'kind':'struct','fields':[{'name':'F','type':'B'}]},{'name':'B','id':66,'kind':'array','length':3,'element':'A'} | holds itself without a pointer between
            """)
    void a_wrong_description_is_refused_with_the_name_of_its_type(String types, String message) {
        assertThatThrownBy(() -> read(types))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_document_that_is_no_json_object_is_refused() {
        assertThatThrownBy(() -> GobTypes.read("[]".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DocumentException.class);
    }

    @Test
    void a_struct_may_hold_itself_by_a_pointer_or_in_a_slice() {
        GobTypes types = read("""
                {'name':'A','id':65,'kind':'struct','fields':[
                  {'name':'Next','json':'next','type':'A','pointer':true},
                  {'name':'All','json':'all','type':'[]A'}]},
                {'name':'[]A','id':66,'kind':'slice','element':'A'}
                """);
        GobType.StructOf a = (GobType.StructOf) types.named("A");
        assertThat(a.fields().get(0).type()).isSameAs(a);
    }

    @Test
    void a_name_that_is_not_described_is_told() {
        GobTypes types = read("");
        assertThatThrownBy(() -> types.named("rpc.RunArgs")).hasMessage("no Go type rpc.RunArgs is described");
    }

    private static GobTypes read(String types) {
        return GobTypes.read(("{\"types\":[" + types.replace('\'', '"') + "]}").getBytes(StandardCharsets.UTF_8));
    }
}
