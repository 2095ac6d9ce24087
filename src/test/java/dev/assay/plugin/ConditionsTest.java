package dev.assay.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.assay.condition.ConditionException;
import dev.assay.metric.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases of Argo's {@code evaluate_test.go}. */
class ConditionsTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "true,false,Successful",
                "true,true,Failed",
                "false,false,Inconclusive",
                "false,true,Failed",
                "~~,false,Successful",
                "~~,true,Failed",
                "true,~~,Successful",
                "false,~~,Failed",
                "~~,~~,Successful",
            })
    void a_phase_follows_from_the_two_conditions(String success, String failure, String phase) {
        assertThat(Conditions.evaluate(true, metric(success, failure)).text()).isEqualTo(phase);
    }

    @Test
    void an_error_quotes_the_condition() {
        assertThatThrownBy(() -> Conditions.evaluate(true, metric("a == true", "true")))
                .isInstanceOf(ConditionException.class)
                .hasMessage("could not evaluate successCondition \"a == true\": unknown name a");
        assertThatThrownBy(() -> Conditions.evaluate(true, metric("true", "invalidVar == true")))
                .hasMessage("could not evaluate failureCondition \"invalidVar == true\": unknown name invalidVar");
        assertThatThrownBy(() -> Conditions.evaluate(List.of(1.0), metric("'a' in result", "")))
                .hasMessage("could not evaluate successCondition \"'a' in result\": cannot use string as type float64"
                        + " in array");
    }

    @Test
    void an_error_with_no_result_says_so() {
        String message =
                "could not evaluate successCondition \"result[0] >= 0.95\": metric result is nil or empty: no data"
                        + " returned from the metric provider";
        assertThatThrownBy(() -> Conditions.evaluate(null, metric("result[0] >= 0.95", "")))
                .hasMessage(message + " (type unknown[int] is undefined)");
        for (Object empty : List.of(List.of(), new double[0])) {
            assertThatThrownBy(() -> Conditions.evaluate(empty, metric("result[0] >= 0.95", "")))
                    .hasMessage(message + " (index out of range: 0 (array length is 0))");
        }
    }

    @Test
    void an_empty_result_does_not_hide_a_fault_of_the_condition_itself() {
        assertThatThrownBy(() -> Conditions.evaluate(List.of(), metric("result[0] >=", "")))
                .hasMessage("could not evaluate successCondition \"result[0] >=\": unexpected token EOF");
        assertThatThrownBy(() -> Conditions.evaluate(null, metric("results[0] > 1", "")))
                .hasMessage("could not evaluate successCondition \"results[0] > 1\": unknown name results");
    }

    @Test
    void promql_in_a_condition_is_called_that() {
        for (String query : List.of(
                "sum(rate(http_requests_total{code=~\"5..\"}[5m])) > 0.1",
                "rate(errors[5m]) < 1",
                "sum by (job) (up) == 1",
                "http_requests_total{job=\"x\"} > 1")) {
            assertThatThrownBy(() -> Conditions.evaluate(1.0, metric(query, "")))
                    .hasMessageContaining("this is PromQL: write it as the query of the metric");
        }
        assertThatThrownBy(() -> Conditions.evaluate(1.0, metric("sum(results) > 1", "")))
                .hasMessageEndingWith("unknown name results");
    }

    @Test
    void an_error_in_the_second_condition_wins_over_the_first_ones_answer() {
        assertThatThrownBy(() -> Conditions.evaluate(5.0, metric("true", "result")))
                .hasMessageEndingWith("expected bool, but got float64");
    }

    private static Metric metric(String success, String failure) {
        return new Metric(JsonNodeFactory.instance
                .objectNode()
                .put("name", "m")
                .put("successCondition", success)
                .put("failureCondition", failure));
    }
}
