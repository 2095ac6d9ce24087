package dev.assay.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "30", "s", "1x", "-1s", "1s ", "1 s", "0s", "0", ".s", "1s2", "9999999999h", "PT1S", "0.1ns"
            })
    void what_is_no_positive_duration_is_refused(String text) {
        assertThat(GoDuration.parse(text)).isEmpty();
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
    void what_go_writes_is_read(String text, Duration duration) {
        assertThat(GoDuration.parse(text)).contains(duration);
    }
}
