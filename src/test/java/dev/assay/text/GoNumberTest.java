package dev.assay.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoNumberTest {
    @ParameterizedTest
    @CsvSource({
        "1,1",
        "0.1,0.1",
        "100,100",
        "-2.50,-2.5",
        "1e21,1000000000000000000000",
        "1e-7,0.0000001",
        "2E-3,0.002",
        "5.6843418860808015e-14,0.000000000000056843418860808015",
        "0.30000000000000004,0.30000000000000004",
        "123456789.12345678,123456789.12345678",
        "-0.0,-0",
        "0,0",
        "NaN,NaN",
        "Infinity,+Inf",
        "-Infinity,-Inf",
        "9007199254740993,9007199254740992"
    })
    void numbers_are_written_with_the_fewest_digits_and_no_exponent(double value, String text) {
        assertThat(GoNumber.format(value)).isEqualTo(text);
        assertThat(Double.valueOf(GoNumber.parse(text))).isEqualTo(Double.valueOf(value));
    }

    @Test
    void a_number_may_be_hexadecimal_or_infinite() {
        assertThat(GoNumber.parse("0x1p-2")).isEqualTo(0.25);
        assertThat(GoNumber.parse("0X.8P1")).isEqualTo(1);
        assertThat(GoNumber.parse("+inf")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(GoNumber.parse("-INFINITY")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @CsvSource({
        "1_000,1000",
        "-1_23.50_0_0e+1_2,-1.235e14",
        ".5_0,0.5",
        "0x_1_0.8_0p1,33",
    })
    void digits_may_have_underscores_between_them(String text, double value) {
        assertThat(GoNumber.parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"_1", "1_", "1__0", "1_.5", "1._5", "1e_5", "1e5_", "1_e5", "+_1", "0x1_p1", "0x_p1", "_inf"})
    void an_underscore_elsewhere_is_refused(String text) {
        assertThatThrownBy(() -> GoNumber.parse(text)).hasMessage("invalid syntax");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1f", "1d", " 1", ".", "0x", "0x1", "--1", "1e", "+nan"})
    void a_text_that_is_not_a_number_is_refused(String text) {
        assertThatThrownBy(() -> GoNumber.parse(text))
                .isInstanceOf(NumberFormatException.class)
                .hasMessage("invalid syntax");
    }

    @Test
    void a_number_that_64_bits_cannot_hold_is_refused() {
        assertThatThrownBy(() -> GoNumber.parse("1e400")).hasMessage("value out of range");
    }

    @Test
    void a_long_text_that_is_not_a_number_is_refused_at_once() {
        String digits = "1".repeat(10_000_000);
        assertThatThrownBy(() -> GoNumber.parse(digits + "x")).hasMessage("invalid syntax");
        String parts = "1_".repeat(1_000_000);
        assertThatThrownBy(() -> GoNumber.parse(parts + "x")).hasMessage("invalid syntax");
    }
}
