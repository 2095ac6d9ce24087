package dev.assay.run.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SummaryTextTest {
    @Test
    void a_failed_metric_is_told_with_its_reason_its_value_and_its_condition() {
        RunSnapshot run = RunJson.of("Failed")
                .metric(
                        "errors",
                        "\"interval\":\"1s\",\"count\":3,\"failureLimit\":1,\"successCondition\":\"result < {{args.limit}}\"",
                        "\"phase\":\"Failed\",\"count\":3,\"successful\":1,\"failed\":2,\"measurements\":["
                                + RunJson.measurement(0, "Failed", "7", "") + ","
                                + RunJson.measurement(1, "Successful", "3", "") + ","
                                + RunJson.measurement(2, "Failed", "9", "too many") + "]")
                .metric(
                        "latency",
                        "\"count\":1",
                        "\"phase\":\"Successful\",\"count\":1,\"successful\":1,\"measurements\":["
                                + RunJson.measurement(0, "Successful", "0.2", "") + "]")
                .ended(3, "Metric \"errors\" assessed Failed due to failed (2) > failureLimit (1)")
                .snapshot();

        assertThat(SummaryText.of(new Outcome(Verdict.FAILED, Optional.of(run), List.of()), OptionalInt.empty()))
                .isEqualTo("""

                        METRIC   PHASE       MEASUREMENTS               VALUE  REASON
                        errors   Failed      3: 1 Successful, 2 Failed  9      failed (2) > failureLimit (1)
                        latency  Successful  1: 1 Successful            0.2

                        errors: Failed
                          reason     failed (2) > failureLimit (1)
                          value      9
                          condition  successCondition: result < 5
                          message    too many

                        AnalysisRun gate: Failed after 3 s: Metric "errors" assessed Failed due to failed (2) > failureLimit (1)
                        """);
    }

    @Test
    void a_narrow_screen_has_narrow_columns_and_the_details_the_whole_reason() {
        RunSnapshot run = RunJson.of("Failed")
                .metric(
                        "errors-of-the-shop",
                        "\"count\":3,\"failureLimit\":1,\"interval\":\"1s\"",
                        "\"phase\":\"Failed\",\"count\":3,\"successful\":1,\"failed\":2,\"measurements\":["
                                + RunJson.measurement(0, "Failed", "[1234567,2345678,3456789]", "") + "]")
                .snapshot();

        String text = SummaryText.of(new Outcome(Verdict.FAILED, Optional.of(run), List.of()), OptionalInt.of(60));

        assertThat(text.lines().filter(line -> line.startsWith("errors-of-the-shop  ")))
                .containsExactly("errors-of-the-shop  Failed  3: 1 Succ...  [1234...  faile...");
        assertThat(text)
                .contains("  reason     failed (2) > failureLimit (1)\n", "  value      [1234567,2345678,3456789]\n");
    }

    @Test
    void characters_of_two_columns_do_not_shift_the_table() {
        RunSnapshot run = RunJson.of("Successful")
                .metric("\u5ef6\u9072", "\"count\":1", "\"phase\":\"Successful\",\"count\":1,\"successful\":1")
                .metric("latency", "\"count\":1", "\"phase\":\"Successful\",\"count\":1,\"successful\":1")
                .snapshot();

        assertThat(SummaryText.of(new Outcome(Verdict.SUCCESSFUL, Optional.of(run), List.of()), OptionalInt.empty()))
                .contains("\u5ef6\u9072     Successful  1", "latency  Successful  1");
    }

    @Test
    void an_error_is_told_with_the_words_of_the_plugin() {
        RunSnapshot run = RunJson.of("Error")
                .metric(
                        "errors",
                        "\"interval\":\"1s\",\"count\":3,\"consecutiveErrorLimit\":0,\"successCondition\":\"true\"",
                        "\"phase\":\"Error\",\"error\":1,\"consecutiveError\":1,\"measurements\":["
                                + RunJson.measurement(0, "Error", "", "no\\nroute\\u001b[31m") + "]")
                .snapshot();

        assertThat(SummaryText.of(new Outcome(Verdict.ERROR, Optional.of(run), List.of()), OptionalInt.empty()))
                .contains("""
                        errors: Error
                          reason     consecutiveErrors (1) > consecutiveErrorLimit (0)
                          message    no route [31m
                        """)
                .endsWith("AnalysisRun gate: Error\n");
    }

    @Test
    void a_metric_in_dry_run_and_one_without_a_measurement_say_so() {
        RunSnapshot run = RunJson.of("Successful")
                .metric("first", "\"count\":1", "")
                .metric(
                        "second",
                        "\"count\":1",
                        "\"phase\":\"Failed\",\"failed\":1,\"dryRun\":true,\"measurements\":["
                                + RunJson.measurement(0, "Failed", "1", "") + "]")
                .snapshot();

        assertThat(SummaryText.of(new Outcome(Verdict.SUCCESSFUL, Optional.of(run), List.of()), OptionalInt.empty()))
                .contains("first             not measured  0")
                .contains("second (dry run)  Failed        1: 1 Failed");
    }

    @Test
    void a_run_that_nobody_saw_has_its_reasons_and_its_verdict() {
        assertThat(SummaryText.of(
                        new Outcome(Verdict.ERROR, Optional.empty(), List.of("tried, but no; do it")),
                        OptionalInt.empty()))
                .isEqualTo("tried, but no; do it\nAnalysisRun: Error\n");
    }
}
