package dev.assay.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.testing.Documents;
import dev.assay.text.DocumentException;
import dev.assay.text.Json;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementJsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"phase\":1}|tried to read measurement.phase as a string, but found a number (1); put it in quotes",
                "{\"metadata\":[]}|tried to read measurement.metadata as an object, but found an array",
                "{\"metadata\":{\"a\":true}}|tried to read measurement.metadata.a as a string, but found a boolean (true)",
                "{\"startedAt\":5}|tried to read measurement.startedAt as a string",
                "{\"resumeAt\":\"yesterday\"}|tried to read measurement.resumeAt as a time, but found \"yesterday\"",
                "{\"resumeAt\":\"2024-02-30T00:00:00Z\"}|measurement.resumeAt as a time",
                "{\"resumeAt\":\"2024-02-03 00:00:00Z\"}|measurement.resumeAt as a time",
            })
    void a_field_of_the_wrong_type_is_refused_by_its_name(String json, String complaint) {
        assertThatThrownBy(() -> MeasurementJson.read(Json.object(json)))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining(complaint);
        assertThatThrownBy(() -> MeasurementJson.read(Documents.json("\"x\"")))
                .hasMessageContaining("tried to read measurement as an object, but found a string (x)");
    }

    @Test
    void fields_stand_in_the_order_of_the_go_type() {
        Measurement full = new Measurement(
                Phase.RUNNING,
                "m",
                Instant.parse("2024-01-02T03:04:05.999Z"),
                Instant.parse("2024-01-02T03:04:06Z"),
                "v",
                Map.of("b", "2", "a", "1", "B", ""),
                Instant.parse("2024-01-02T03:04:07Z"));
        assertThat(MeasurementJson.write(full))
                .hasToString("{\"phase\":\"Running\",\"message\":\"m\",\"startedAt\":\"2024-01-02T03:04:05Z\","
                        + "\"finishedAt\":\"2024-01-02T03:04:06Z\",\"value\":\"v\","
                        + "\"metadata\":{\"B\":\"\",\"a\":\"1\",\"b\":\"2\"},\"resumeAt\":\"2024-01-02T03:04:07Z\"}");
    }

    @Test
    void the_phase_is_always_there_and_nothing_else() {
        assertThat(MeasurementJson.write(Measurement.EMPTY)).hasToString("{\"phase\":\"\"}");
        assertThat(MeasurementJson.read(Json.object("{}"))).isEqualTo(Measurement.EMPTY);
        assertThat(MeasurementJson.read(Documents.json("null"))).isEqualTo(Measurement.EMPTY);
        assertThat(MeasurementJson.read(Json.object(
                        "{\"phase\":null,\"message\":null,\"startedAt\":null,\"metadata\":null,\"new\":[1]}")))
                .isEqualTo(Measurement.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-02T03:04:05Z,2024-01-02T03:04:05Z",
        "2024-01-02T03:04:05.123456789123Z,2024-01-02T03:04:05.123456789Z",
        "2024-01-02T03:04:05.5+02:30,2024-01-02T00:34:05.5Z",
        "2024-01-01T23:04:05-23:59,2024-01-02T23:03:05Z",
    })
    void times_may_have_any_offset_and_fraction(String written, Instant read) {
        Measurement measurement = MeasurementJson.read(Json.object("{\"finishedAt\":\"" + written + "\"}"));
        assertThat(measurement.finishedAt()).isEqualTo(read);
    }

    @Test
    void a_phase_that_nobody_knows_stays_as_it_is() {
        Measurement odd = MeasurementJson.read(Json.object("{\"phase\":\"Odd\",\"metadata\":{\"a\":null}}"));
        assertThat(odd.phase().text()).isEqualTo("Odd");
        assertThat(MeasurementJson.write(odd)).hasToString("{\"phase\":\"Odd\",\"metadata\":{\"a\":\"\"}}");
    }
}
