package dev.assay.wire.netrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.testing.Documents;
import dev.assay.wire.gob.GobType;
import dev.assay.wire.gob.GobTypes;
import dev.assay.wire.gob.GobValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** JSON of values that gob brought, as Go would write it. All of Argo's types are compared with Go elsewhere. */
class GobToJsonTest {
    private final GobTypes types = ArgoGobTypes.load();

    @Test
    void a_field_that_was_not_sent_has_gos_zero_value_and_is_left_out_where_go_leaves_it_out() {
        assertThat(write("v1alpha1.AnalysisRun", Map.of()))
                .isEqualTo(json("{'metadata':{},'spec':{'metrics':null},'status':{'phase':'','runSummary':{}}}"));
        assertThat(write("v1alpha1.Metric", Map.of())).isEqualTo(json("{'name':'','provider':{}}"));
        assertThat(GobToJson.write(types.named("v1alpha1.Metric"), null)).isEqualTo(json("{'name':'','provider':{}}"));
    }

    @Test
    void a_number_or_a_string_is_what_its_type_says() {
        GobValue number = struct(Map.of("IntVal", new GobValue.Int(7)));
        GobValue text = struct(Map.of("Type", new GobValue.Int(1), "StrVal", new GobValue.Text("50%")));
        assertThat(write(
                        "v1alpha1.Metric",
                        Map.of("Count", number, "FailureLimit", text, "InconclusiveLimit", struct(Map.of()))))
                .isEqualTo(json("{'name':'','count':7,'failureLimit':'50%','inconclusiveLimit':0,'provider':{}}"));
    }

    @Test
    void the_part_of_a_plugin_keeps_its_digits_and_the_last_of_two_keys() {
        GobValue plugins = new GobValue.Mapping(List.of(
                entry("b/b", "{ 'n': 1.10, 'n': 1e3 }".replace('\'', '"')), entry("a/a", ""), entry("c/c", "null")));
        JsonNode json = write("v1alpha1.Metric", Map.of("Provider", struct(Map.of("Plugin", plugins))));
        assertThat(json.toString())
                .isEqualTo("{\"name\":\"\",\"provider\":{\"plugin\":{\"a/a\":null,\"b/b\":{\"n\":1e3},\"c/c\":null}}}");
    }

    @Test
    void times_are_in_utc_and_to_the_second_and_gos_zero_time_is_null() {
        GobValue time = GoInstants.write(Instant.parse("2024-01-02T03:04:05.9Z"), ZoneOffset.ofHours(5));
        assertThat(write(
                                "v1alpha1.AnalysisRun",
                                Map.of(
                                        "ObjectMeta",
                                        struct(Map.of(
                                                "CreationTimestamp", time, "DeletionTimestamp", GoInstants.zero()))))
                        .path("metadata"))
                .isEqualTo(json("{'creationTimestamp':'2024-01-02T03:04:05Z','deletionTimestamp':null}"));
        assertThat(write(
                                "v1alpha1.AnalysisRun",
                                Map.of("ObjectMeta", struct(Map.of("CreationTimestamp", GoInstants.zero()))))
                        .path("metadata"))
                .isEmpty();
    }

    @Test
    void fields_that_the_type_does_not_have_are_left_out() {
        assertThat(write("v1alpha1.Metric", Map.of("Unknown", new GobValue.Text("x"))))
                .isEqualTo(json("{'name':'','provider':{}}"));
    }

    @Test
    void a_value_of_another_type_is_told_with_its_place() {
        GobValue spec = struct(Map.of("Metrics", new GobValue.Text("x")));
        assertThatThrownBy(() -> write("v1alpha1.AnalysisRun", Map.of("Spec", spec)))
                .isInstanceOf(UnexpectedValue.class)
                .hasMessage("in Spec, in Metrics, it is a string instead of a slice");
        GobValue plugins = new GobValue.Mapping(List.of(entry("a/a", "{")));
        assertThatThrownBy(() -> write("v1alpha1.Metric", Map.of("Provider", struct(Map.of("Plugin", plugins)))))
                .isInstanceOf(UnexpectedValue.class)
                .hasMessageStartingWith("in Provider, in Plugin, it is no JSON that can be read: ");
    }

    private JsonNode write(String type, Map<String, GobValue> fields) {
        GobType named = types.named(type);
        return GobToJson.write(named, struct(fields));
    }

    private static GobValue struct(Map<String, GobValue> fields) {
        return new GobValue.Struct("", fields);
    }

    private static GobValue.Entry entry(String key, String json) {
        return new GobValue.Entry(new GobValue.Text(key), new GobValue.Bytes(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode json(String text) {
        return Documents.json(text.replace('\'', '"'));
    }
}
