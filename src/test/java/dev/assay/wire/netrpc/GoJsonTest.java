package dev.assay.wire.netrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.text.Json;
import dev.assay.wire.gob.GobTypes;
import dev.assay.wire.gob.GobValue;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoJsonTest {
    private final GobTypes types = types();
    private final List<String> leftOut = new ArrayList<>();

    @Test
    void fields_are_found_by_their_json_names_and_travel_by_gos() {
        assertThat(metric("{'name':'a','successCondition':'x','interval':'5m'}"))
                .isEqualTo("{Interval:'5m' Name:'a' SuccessCondition:'x'}");
    }

    @Test
    void the_fields_of_an_embedded_struct_stand_in_the_object_around_it() {
        assertThat(run("{'apiVersion':'v','kind':'K','metadata':{'name':'n'}}"))
                .isEqualTo("{ObjectMeta:{Name:'n'} TypeMeta:{APIVersion:'v' Kind:'K'}}");
        assertThat(volumes("[{'name':'v','configMap':{'name':'c','optional':true}}]"))
                .isEqualTo("[{Name:'v' VolumeSource:{ConfigMap:{LocalObjectReference:{Name:'c'} Optional:true}}}]");
    }

    @Test
    void null_is_like_absent() {
        assertThat(metric("{'name':null,'count':null,'provider':null}")).isEqualTo("{}");
        assertThat(run("{'metadata':{'labels':null,'creationTimestamp':null},'spec':{'metrics':null}}"))
                .isEqualTo("{ObjectMeta:{} Spec:{}}");
    }

    @Test
    void null_in_a_list_or_a_map_is_the_zero_value() {
        assertThat(run("{'metadata':{'labels':{'a':null},'finalizers':[null]},'spec':{'metrics':[null]}}"))
                .isEqualTo("{ObjectMeta:{Finalizers:[''] Labels:map['a':'']} Spec:{Metrics:[{}]}}");
    }

    @Test
    void an_empty_map_or_list_is_not_absent() {
        assertThat(run("{'metadata':{'labels':{},'finalizers':[]}}"))
                .isEqualTo("{ObjectMeta:{Finalizers:[] Labels:map[]}}");
    }

    @Test
    void keys_are_case_sensitive_and_what_is_unknown_is_left_out_and_told() {
        assertThat(run("{'Spec':{},'spec':{'metrics':[{'Name':'a','name':'b','foo':1}]}}"))
                .isEqualTo("{Spec:{Metrics:[{Name:'b'}]}}");
        assertThat(leftOut).containsExactly("v1alpha1.AnalysisRun Spec", "v1alpha1.Metric Name", "v1alpha1.Metric foo");
    }

    @Test
    void a_plugins_part_is_compact_json_with_keys_in_their_order_and_numbers_as_they_were_written() {
        assertThat(metric(
                        "{'provider':{'plugin':{'a/b': { 'z': 1.10, 'a' : [1e3, -0, 12345678901234567890], 'é':'<\\u0000\\/' },"
                                + " 'a/n': null, 'a/t': 'x'}}}"))
                .isEqualTo("{Provider:{Plugin:map["
                        + "'a/b':bytes'{\"z\":1.10,\"a\":[1e3,-0,12345678901234567890],\"é\":\"<\\u0000/\"}'"
                        + " 'a/n':bytes'null' 'a/t':bytes'\"x\"']}}");
        assertThat(metric("{'provider':{'web':{'jsonBody':null}}}"))
                .isEqualTo("{Provider:{Web:{JSONBody:bytes'null'}}}");
    }

    @Test
    void a_count_is_a_number_or_a_string() {
        assertThat(metric("{'count':3}")).isEqualTo("{Count:{IntVal:3}}");
        assertThat(metric("{'count':'3'}")).isEqualTo("{Count:{StrVal:'3' Type:1}}");
        assertThat(metric("{'count':-2147483648}")).isEqualTo("{Count:{IntVal:-2147483648}}");
    }

    @Test
    void integers_have_the_range_of_gos_type() {
        assertThat(run("{'metadata':{'generation':-9223372036854775808}}"))
                .isEqualTo("{ObjectMeta:{Generation:-9223372036854775808}}");
        assertThat(run("{'metadata':{'generation':-0}}")).isEqualTo("{ObjectMeta:{Generation:0}}");
        assertThat(run("{'status':{'runSummary':{'count':2147483647}}}"))
                .isEqualTo("{Status:{RunSummary:{Count:2147483647}}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'spec':{'metrics':[{'count':true}]}} | spec.metrics[0].count of the AnalysisRun | an integer or a string |"
                        + " a boolean (true)",
                "{'spec':{'metrics':[{},{'count':1.5}]}} | spec.metrics[1].count of the AnalysisRun | an integer | a number (1.5)",
                "{'spec':{'metrics':[{'count':2147483648}]}} | spec.metrics[0].count of the AnalysisRun | an integer of 32 bits |"
                        + " a number (2147483648)",
                "{'metadata':{'generation':9223372036854775808}} | metadata.generation of the AnalysisRun | an integer of 64 bits |"
                        + " a number (9223372036854775808)",
                "{'metadata':{'generation':3.0}} | metadata.generation of the AnalysisRun | an integer | a number (3.0)",
                "{'metadata':{'generation':'3'}} | metadata.generation of the AnalysisRun | an integer | a string (3)",
                "{'metadata':{'labels':{'a.b':1}}} | metadata.labels.a.b of the AnalysisRun | a string | a number (1)",
                "{'metadata':[]} | metadata of the AnalysisRun | an object | an array",
                "{'spec':{'metrics':{}}} | spec.metrics of the AnalysisRun | an array | an object",
                "{'spec':{'terminate':'yes'}} | spec.terminate of the AnalysisRun | true or false | a string (yes)",
                "{'metadata':{'creationTimestamp':''}} | metadata.creationTimestamp of the AnalysisRun |"
                        + " a time such as \"2006-01-02T15:04:05Z\" | a string ()",
            })
    void a_value_that_its_type_cannot_hold_is_named_with_its_place(
            String json, String place, String wanted, String found) {
        assertThatThrownBy(() -> run(json))
                .isInstanceOfSatisfying(
                        CallException.class, e -> assertThat(e.remedy()).isEqualTo(Remedy.CONFIGURE))
                .hasMessage("tried to send " + place + " to the plugin as " + wanted + ", but found " + found
                        + "; write " + wanted);
    }

    @Test
    void a_long_value_is_quoted_in_part_only() {
        assertThatThrownBy(() -> run("{'spec':'" + "x".repeat(1000) + "'}"))
                .hasMessage("tried to send spec of the AnalysisRun to the plugin as an object, but found a string ("
                        + "x".repeat(100) + "...); write an object");
    }

    @Test
    void times_keep_their_nanoseconds_and_come_into_the_hosts_zone() {
        String json = "{'metadata':{'creationTimestamp':'2024-02-29T23:59:59.123456789+05:30'}}";

        assertThat(in("UTC", json)).isEqualTo("{ObjectMeta:{CreationTimestamp:GOB:010000000edd72c427075bcd150000}}");
        assertThat(in("Europe/Berlin", json))
                .isEqualTo("{ObjectMeta:{CreationTimestamp:GOB:010000000edd72c427075bcd15003c}}");
    }

    @Test
    void the_offset_of_a_zone_may_have_seconds() {
        assertThat(in("Europe/Berlin", "{'metadata':{'creationTimestamp':'1800-01-01T00:00:00Z'}}"))
                .isEqualTo("{ObjectMeta:{CreationTimestamp:GOB:020000000d37cfb6800000000000351c}}");
    }

    @Test
    void gos_zero_time_is_sent_when_it_is_written_out() {
        assertThat(in("UTC", "{'status':{'startedAt':'0001-01-01T00:00:00Z'}}"))
                .isEqualTo("{Status:{StartedAt:GOB:010000000000000000000000000000}}");
    }

    @Test
    void managed_fields_are_bytes_of_json() {
        assertThat(run("{'metadata':{'managedFields':[{'fieldsV1':{'f:spec' : {'.': {}}}},{'fieldsV1':null}]}}"))
                .isEqualTo("{ObjectMeta:{ManagedFields:[{FieldsV1:{Raw:bytes'{\"f:spec\":{\".\":{}}}'}} {}]}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'0'", "'1'", "1", "1.5", "'100m'", "'0.0005Ki'", "'0.00000000000001Ki'", "'-0.0005Ki'", "'1E'", "'+1'",
                "'+'", "'.'", "'.5'", "'1.'", "' 1 '", "'1k'", "'12345678901234567890'", "'0.00097656249Ki'", "'1u'",
                        "'1P'"
            })
    void a_quantity_is_its_format_decimal(String quantity) {
        assertThat(limit(quantity)).isEqualTo("{Limits:map['cpu':{Format:'DecimalSI'}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'2Gi'",
                "'1.5Gi'",
                "'0.5Ki'",
                "'0.0Ki'",
                "'1Ei'",
                "'Ki'",
                "'-Ki'",
                "'0.0009765625Ki'",
                "'0.00097656249999999Ki'",
                "'12345678901234567890Ki'"
            })
    void a_quantity_is_its_format_binary(String quantity) {
        assertThat(limit(quantity)).isEqualTo("{Limits:map['cpu':{Format:'BinarySI'}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e3", "'1E3'", "'1e+3'", "'1e-3'", "'1e20'", "'e-9'", "'1e00000000000000000000003'"})
    void a_quantity_is_its_format_with_an_exponent(String quantity) {
        assertThat(limit(quantity)).isEqualTo("{Limits:map['cpu':{Format:'DecimalExponent'}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "''",
                "' '",
                "'1 Gi'",
                "'1gi'",
                "'1K'",
                "'1i'",
                "'1e'",
                "'1e1.5'",
                "'e-20'",
                "'+e-10'",
                "'.e-10'",
                "'Pi'",
                "'-.Ei'",
                "'1e9223372036854775808'",
                "'1x'",
                "'--1'",
                "true",
                "'٣'",
                "'1Mi5'",
                "'1e999999999999999999999'",
                "'Kim'",
                "'1.2.3'",
                "{}",
                "[]"
            })
    void a_limit_that_is_no_quantity_is_refused(String quantity) {
        assertThatThrownBy(() -> limit(quantity))
                .hasMessageContaining(
                        "tried to send provider.job.spec.template.spec.resources.limits.cpu of the Metric to the"
                                + " plugin as a quantity such as \"100m\" or \"2Gi\", but found ");
    }

    @Test
    void a_quantity_that_is_null_has_no_format() {
        assertThat(limit("null")).isEqualTo("{Limits:map['cpu':{}]}");
    }

    @Test
    void a_json_form_that_nobody_has_taught_is_refused_at_once() {
        GobTypes strange = GobTypes.read("""
                {"types":[
                {"name":"v1alpha1.AnalysisRun","id":65,"kind":"struct","fields":[
                  {"name":"Spec","json":"spec","type":"v1alpha1.Spec"}]},
                {"name":"v1alpha1.Spec","id":66,"kind":"struct","form":"Novel"}]}
                """.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> new GoJson(strange, ZoneOffset.UTC, (type, field) -> {}))
                .hasMessage(
                        "tried to read v1alpha1.Spec from JSON, but its form Novel is not known; teach it to JsonForms");
    }

    private String limit(String quantity) {
        return inPod("{'resources':{'limits':{'cpu':" + quantity + "}}}", "Resources");
    }

    private String volumes(String json) {
        return inPod("{'volumes':" + json + "}", "Volumes");
    }

    private String inPod(String json, String field) {
        GobValue value = value("v1alpha1.Metric", "{'provider':{'job':{'spec':{'template':{'spec':" + json + "}}}}}");
        for (String name : List.of("Provider", "Job", "Spec", "Template", "Spec", field)) {
            value = ((GobValue.Struct) value).fields().get(name);
        }
        return GobText.of(value);
    }

    private String run(String json) {
        return GobText.of(value("v1alpha1.AnalysisRun", json));
    }

    private String metric(String json) {
        return GobText.of(value("v1alpha1.Metric", json));
    }

    private GobValue value(String type, String json) {
        return value(ZoneOffset.UTC, type, json);
    }

    private String in(String zone, String json) {
        return GobText.of(value(ZoneId.of(zone), "v1alpha1.AnalysisRun", json));
    }

    private GobValue value(ZoneId zone, String name, String json) {
        GoJson goJson = new GoJson(types, zone, (type, field) -> leftOut.add(type + " " + field));
        return goJson.value(Json.object(json.replace('\'', '"')), types.named(name));
    }

    private static GobTypes types() {
        return ArgoGobTypes.load();
    }
}
