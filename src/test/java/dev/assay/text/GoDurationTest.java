package dev.assay.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``,time: invalid duration \"\"",
                "-,time: invalid duration \"-\"",
                "3,time: missing unit in duration \"3\"",
                "s,time: invalid duration \"s\"",
                ".s,time: invalid duration \".s\"",
                "+.s,time: invalid duration \"+.s\"",
                "1d,time: unknown unit \"d\" in duration \"1d\"",
                "60s-typo,time: unknown unit \"s-typo\" in duration \"60s-typo\"",
                "\u00e41,time: invalid duration \"\\xc3\\xa41\"",
                "9223372036854775808ns,time: invalid duration \"9223372036854775808ns\"",
                "2562048h,time: invalid duration \"2562048h\"",
                "99999999999999999999999s,time: invalid duration \"99999999999999999999999s\"",
            })
    void a_duration_that_go_refuses_is_refused_in_its_words(String text, String message) {
        assertThatThrownBy(() -> GoDuration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "30", "s", "1x", "-1s", "1s ", "1 s", "0s", "0", ".s", "1s2", "9999999999h", "PT1S", "0.1ns"
            })
    void zero_negative_and_unreadable_durations_give_none(String text) {
        assertThat(GoDuration.positive(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "1m30s, PT1M30S",
        "1.5h, PT1H30M",
        ".5s, PT0.5S",
        "300ms, PT0.3S",
        "2us, PT0.000002S",
        "1h1m1s1ms, PT1H1M1.001S"
    })
    void a_positive_duration_is_read(String text, Duration duration) {
        assertThat(GoDuration.positive(text)).contains(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "0,PT0S",
        "5s,PT5S",
        "1h2m3.5s,PT1H2M3.5S",
        "-1.5h,PT-1H-30M",
        "+5s,PT5S",
        "100ms,PT0.1S",
        "1us,PT0.000001S",
        "1\u00b5s,PT0.000001S",
        "1\u03bcs,PT0.000001S",
        "5.s,PT5S",
        ".5s,PT0.5S",
        "39h9m14.425s,PT39H9M14.425S",
        "9223372036854775807ns,PT2562047H47M16.854775807S",
        "-9223372036854775808ns,PT-2562047H-47M-16.854775808S",
        "0.3333333333333333333h,PT20M",
        "0.100000000000000000000h,PT6M",
        "0.9223372036854775807h,PT55M20.413933267S"
    })
    void durations_are_what_go_takes_them_for(String text, Duration duration) {
        assertThat(GoDuration.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,0s",
        "PT10M,10m0s",
        "PT1H,1h0m0s",
        "PT99H0.5S,99h0m0.5s",
        "PT1.5S,1.5s",
        "PT0.25S,250ms",
        "PT0.0000011S,1.1\u00b5s",
        "PT0.000000001S,1ns",
        "PT-1M,-1m0s",
    })
    void a_duration_is_written_as_go_writes_it(Duration duration, String text) {
        assertThat(GoDuration.write(duration)).isEqualTo(text);
        assertThat(GoDuration.parse(text)).isEqualTo(duration);
    }
}
