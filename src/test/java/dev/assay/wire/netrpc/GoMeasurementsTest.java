package dev.assay.wire.netrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.wire.gob.GobValue;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoMeasurementsTest {
    private static final Instant TIME = Instant.parse("2024-02-29T18:29:59.123456789Z");
    private static final Measurement FULL =
            new Measurement(Phase.RUNNING, "m", TIME, TIME.plusSeconds(1), "[1]", Map.of("b", "2", "a", ""), TIME);

    @Test
    void a_measurement_travels_whole() {
        GobValue.Struct sent = GoMeasurements.write(FULL, ZoneId.of("Europe/Berlin"));

        assertThat(GobText.of(sent))
                .isEqualTo("{FinishedAt:GOB:010000000edd72c428075bcd15003c Message:'m' Metadata:map['a':'' 'b':'2']"
                        + " Phase:'Running' ResumeAt:GOB:010000000edd72c427075bcd15003c"
                        + " StartedAt:GOB:010000000edd72c427075bcd15003c Value:'[1]'}");
        assertThat(GoMeasurements.read(sent)).isEqualTo(FULL);
    }

    @Test
    void empty_fields_are_not_sent() {
        assertThat(GobText.of(GoMeasurements.write(Measurement.EMPTY, ZoneOffset.UTC)))
                .isEqualTo("{}");
    }

    @Test
    void absent_fields_are_empty_and_unknown_ones_left_out() {
        assertThat(read(Map.of())).isEqualTo(Measurement.EMPTY);
        assertThat(read(Map.of("Score", new GobValue.Int(3)))).isEqualTo(Measurement.EMPTY);
    }

    @Test
    void gos_zero_time_is_none_in_whatever_zone() {
        assertThat(startedAt("010000000000000000000000000000")).isNull();
        assertThat(startedAt("01000000000000000000000000ffff")).isNull();
        assertThat(startedAt("0200000000000000000000000000351c")).isNull();
    }

    @Test
    void a_time_is_the_same_instant_in_every_zone() {
        assertThat(startedAt("010000000edd72c427075bcd15ffff")).isEqualTo(TIME);
        assertThat(startedAt("010000000edd72c427075bcd15014a")).isEqualTo(TIME);
        assertThat(startedAt("020000000edd72c427075bcd15003c0f")).isEqualTo(TIME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01",
                "030000000edd72c427075bcd15003c",
                "010000000edd72c427075bcd15003c00",
                "020000000edd72c427075bcd15003c",
                "017fffffffffffffff000000000000",
                "010000000edd72c4273b9aca00003c",
            })
    void bytes_that_are_no_time_are_refused(String hex) {
        assertThatThrownBy(() -> startedAt(hex))
                .isInstanceOf(UnexpectedValue.class)
                .hasMessageStartingWith("its StartedAt cannot be read: ");
    }

    @Test
    void a_field_of_another_type_is_named() {
        assertThatThrownBy(() -> read(Map.of("Phase", new GobValue.Int(1))))
                .isInstanceOf(UnexpectedValue.class)
                .hasMessage("its Phase is not a string");
        assertThatThrownBy(() -> read(Map.of("Metadata", new GobValue.Sequence(List.of()))))
                .hasMessage("its Metadata is not a map");
        assertThatThrownBy(() -> read(Map.of(
                        "Metadata",
                        new GobValue.Mapping(
                                List.of(new GobValue.Entry(new GobValue.Text("a"), new GobValue.Bool(true)))))))
                .hasMessage("its Metadata is not a string");
    }

    private static Instant startedAt(String hex) {
        return read(Map.of(
                        "StartedAt",
                        new GobValue.Opaque(
                                GobValue.Encoding.GOB, HexFormat.of().parseHex(hex))))
                .startedAt();
    }

    private static Measurement read(Map<String, GobValue> fields) {
        return GoMeasurements.read(new GobValue.Struct("Measurement", fields));
    }
}
