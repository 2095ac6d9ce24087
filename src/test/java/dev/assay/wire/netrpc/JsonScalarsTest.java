package dev.assay.wire.netrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.testing.Documents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scalars that Argo's types do not have today, but a new release may have. */
class JsonScalarsTest {
    @Test
    void integers_without_a_sign_have_all_their_bits() {
        assertThat(read(JsonScalars.unsigned(64), "18446744073709551615")).isEqualTo("18446744073709551615u");
        assertThat(read(JsonScalars.unsigned(8), "255")).isEqualTo("255u");
    }

    @ParameterizedTest
    @ValueSource(strings = {"256", "-1", "-0", "1.0", "'1'", "true", "[]"})
    void a_value_that_is_no_unsigned_integer_is_refused(String json) {
        assertThatThrownBy(() -> read(JsonScalars.unsigned(8), json))
                .isInstanceOf(TypeMismatch.class)
                .hasMessageContaining("an integer");
    }

    @Test
    void floating_numbers_are_rounded_once() {
        assertThat(read(JsonScalars.floating(64), "1e3")).isEqualTo("1000.0");
        assertThat(read(JsonScalars.floating(64), "12345678901234567890")).isEqualTo("1.2345678901234567E19");
        assertThat(read(JsonScalars.floating(32), "0.1")).isEqualTo("0.10000000149011612");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e39", "'1'", "true", "{}"})
    void a_value_that_is_no_floating_number_is_refused(String json) {
        assertThatThrownBy(() -> read(JsonScalars.floating(32), json)).hasMessageContaining("a number of 32 bits");
    }

    @Test
    void bytes_are_base64_with_line_ends_passed_over() {
        assertThat(read(JsonScalars.base64(), "'aGk='")).isEqualTo("bytes'hi'");
        assertThat(read(JsonScalars.base64(), "'aG\\r\\nk='")).isEqualTo("bytes'hi'");
        assertThat(read(JsonScalars.base64(), "''")).isEqualTo("bytes''");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'aGk'", "'a-k='", "1", "[104]"})
    void a_value_that_is_no_base64_is_refused(String json) {
        assertThatThrownBy(() -> read(JsonScalars.base64(), json)).hasMessageContaining("base64");
    }

    private static String read(FromJson reading, String json) {
        JsonNode node = Documents.json(json.replace('\'', '"'));
        return GobText.of(reading.read(node));
    }
}
