package dev.assay.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoFloatTest {
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
        assertThat(GoFloat.write(value)).isEqualTo(text);
        assertThat(Double.valueOf(GoFloat.read(text).orElseThrow())).isEqualTo(Double.valueOf(value));
    }

    @Test
    void what_is_no_number_is_not_read() {
        for (String text : new String[] {"", "x", "1f", "1d", " 1", "1_000", ".", "0x", "--1", "1e"}) {
            assertThat(GoFloat.read(text)).as(text).isEmpty();
        }
    }
}
