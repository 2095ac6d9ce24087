package dev.assay.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuredNumberTest {
    @ParameterizedTest
    @CsvSource({"0.5,0.5", "[0.25],0.25", "' 7 ',7", "[+Inf],Infinity", "NaN,NaN", "-1e-3,-0.001"})
    void numbers_are_read_as_go_writes_them_also_as_the_only_one_of_a_list(String value, double number) {
        assertThat(MeasuredNumber.of(value)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "[", "[]", "[1 2]", "[1,2]", "1d", "0x1p", "{\"a\":1}"})
    void other_values_are_no_numbers(String value) {
        assertThat(MeasuredNumber.of(value)).isEmpty();
    }

    @Test
    void a_value_that_is_longer_than_any_number_is_not_read() {
        assertThat(MeasuredNumber.of("1" + "0".repeat(308))).hasValue(1e308);
        assertThat(MeasuredNumber.of("1" + "0".repeat(1000) + "e-1000")).isEmpty();
    }
}
