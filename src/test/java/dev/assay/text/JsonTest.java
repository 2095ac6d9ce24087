package dev.assay.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"a\":1,}~line 1, column 8: ",
                "{\"a\":~line 1, column 6: unexpected end-of-input",
                "'{\n \"a\": tru\n}'~line 2, column ",
                "{\"a\":1,\"b\":{\"c\":1,\"c\":2}}~column 19: the key \"c\" stands twice; leave one of them out",
                "{\"a\":1} {}~line 1, column 9: something follows the end of the value",
                "{\"a\":1}}~line 1, column 8: ",
                "{\"a\":1e99999999999}~the exponent of a number is too large",
                "[1]~found an array where an object belongs",
                "null~found nothing where an object belongs",
                "'   '~found nothing where an object belongs",
                "{\"a\":NaN}~non-standard token",
                "{\"a\":01}~Leading zeroes not allowed",
            })
    void a_text_that_is_no_json_object_is_refused_with_its_place(String body, String complaint) {
        assertThatThrownBy(() -> Json.object(body))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith("tried to read the body as JSON, but ")
                .hasMessageContaining(complaint)
                .hasMessageContaining("; ");
    }

    @Test
    void a_text_that_is_not_utf8_is_refused() {
        byte[] latin1 = "{\"a\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Json.object(latin1)).hasMessageContaining("not UTF-8");
    }

    @Test
    void more_levels_or_bytes_than_allowed_are_refused() {
        assertThatThrownBy(() -> Json.object("{\"a\":" + "[".repeat(100_000)))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("depth")
                .hasMessageContaining("the maximum allowed (" + DocumentBody.MAX_DEPTH + ")");
        assertThatThrownBy(() -> Json.object(new byte[DocumentBody.MAX_BYTES + 1]))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("more than 16777216 bytes");
        String deepest = "{\"a\":".repeat(DocumentBody.MAX_DEPTH - 1) + "{}" + "}".repeat(DocumentBody.MAX_DEPTH - 1);
        assertThat(Json.object(deepest)).hasToString(deepest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.10",
                "1e3",
                "1E+03",
                "0.0",
                "-0",
                "-0.0",
                "2147483648",
                "-9223372036854775808",
                "12345678901234567890",
                "123456789012345678901234567890",
                "0.1000000000000000055511151231257827",
                "1e400",
                "1e-1000000"
            })
    void numbers_are_written_as_they_were_read(String number) {
        String text = "{\"z\":" + number + ",\"a\":[" + number + "]}";
        assertThat(Json.object(text)).hasToString(text);
        assertThat(Json.object(text).deepCopy()).hasToString(text);
        assertThat(Json.object(text).path("z").asText()).isEqualTo(number);
    }

    @Test
    void a_number_with_a_huge_exponent_costs_nothing() {
        var number = Json.object("{\"a\":1e1000000000}").path("a");
        assertThat(number.intValue()).isEqualTo(Integer.MAX_VALUE);
        assertThat(number.doubleValue()).isInfinite();
        assertThatThrownBy(number::bigIntegerValue).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(number::decimalValue).isInstanceOf(ArithmeticException.class);
        var small = Json.object("{\"a\":1e-1000000000}").path("a");
        assertThat(small.doubleValue()).isZero();
        assertThatThrownBy(small::decimalValue).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void keys_keep_their_order_and_a_byte_order_mark_is_skipped() {
        assertThat(Json.object("\ufeff{\"b\":1,\"a\":null,\"\":[true,false]}"))
                .hasToString("{\"b\":1,\"a\":null,\"\":[true,false]}");
    }

    @Test
    void half_a_surrogate_pair_becomes_the_replacement_character_as_in_go() {
        assertThat(Json.object("{\"a\":\"x\\ud800y\\ud83d\\ude00\"}").path("a").asText())
                .isEqualTo("x\ufffdy\ud83d\ude00");
    }
}
