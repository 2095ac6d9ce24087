package dev.assay.wire.grpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedJsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"1.10", "1e3", "1.0", "-0", "0.1000000000000000055511151231257827", "12345678901234567890"})
    void a_number_keeps_its_digits(String number) {
        String text = "{\"provider\":{\"plugin\":{\"a/b\":{\"limit\":" + number + "}}}}";
        assertThat(ReceivedJson.metric(text)).hasToString(text);
        assertThat(ReceivedJson.analysisRun(text)).hasToString(text);
    }

    @Test
    void an_empty_text_is_an_empty_object() {
        assertThat(ReceivedJson.metric("")).isSameAs(Metric.EMPTY);
        assertThat(ReceivedJson.analysisRun("")).isSameAs(AnalysisRun.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|found an array where an object belongs",
                "{\"a\":1}x|line 1, column ",
                "{\"a\":1,\"a\":2}|line 1, column 8: the key \"a\" stands twice",
            })
    void a_metric_that_is_no_object_is_a_fault_of_the_host(String text, String reason) {
        assertThatThrownBy(() -> ReceivedJson.metric(text))
                .isInstanceOf(CallException.class)
                .hasMessageStartingWith("tried to read the field metric of the request, but " + reason)
                .hasMessageEndingWith("; correct the host");
    }
}
