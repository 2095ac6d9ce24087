package dev.assay.measure.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.text.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionReasonTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Failed, 0.5, result > 1, -, value 0.5 does not meet successCondition result > 1",
                "Failed, 0.5, -, result < 1, value 0.5 meets failureCondition result < 1",
                "Failed, 0.5, result > 1, result < 1, value 0.5 meets failureCondition result < 1",
                "Inconclusive, 1, result > 1, result < 1, value 1 meets neither successCondition result > 1 nor failureCondition result < 1",
                "Inconclusive, 1, result > 1, -, ''",
                "Successful, 2, result > 1, -, ''",
                "Error, 2, result > 1, -, ''",
                "Failed, '', result > 1, -, ''",
                "Failed, 2, -, -, ''",
            })
    void the_reason_says_the_value_and_the_condition(
            String phase, String value, String success, String failure, String reason) {
        assertThat(ConditionReason.added(metric(success, failure), measured(phase, value, ""), text -> text)
                        .message())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"Failed", "Inconclusive"})
    void the_words_of_the_plugin_stay(String phase) {
        assertThat(ConditionReason.added(metric("a", "b"), measured(phase, "1", "too low"), text -> text)
                        .message())
                .isEqualTo("too low");
    }

    @Test
    void a_secret_in_a_condition_is_hidden_before_the_condition_is_cut() {
        String condition = "result > 1 || " + "x".repeat(183) + "sesame";
        String reason = ConditionReason.added(
                        metric(condition, null), measured("Failed", "0", ""), text -> text.replace("sesame", "*****"))
                .message();
        assertThat(reason).contains("xxx*").doesNotContain("s***").doesNotContain("xs");
    }

    private static Metric metric(String success, String failure) {
        var json = Json.object("{}");
        if (success != null) {
            json.put("successCondition", success);
        }
        if (failure != null) {
            json.put("failureCondition", failure);
        }
        return new Metric(json);
    }

    private static Measurement measured(String phase, String value, String message) {
        return new Measurement(new Phase(phase), message, null, null, value, Map.of(), null);
    }
}
