package dev.assay.analysis.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.text.DocumentException;
import dev.assay.text.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalysisRunStatusJsonTest {
    @Test
    void a_status_of_argo_is_read_and_written_without_loss() throws IOException {
        assertThat(RecordedRuns.read()).allSatisfy(run -> run.outcomes()
                .forEach(outcome -> assertThat(AnalysisRunStatusJson.write(StatusReader.read(
                                Json.object(outcome.path("status").toString()))))
                        .hasToString(outcome.path("status").toString())));
    }

    @Test
    void a_new_status_is_the_zero_value_of_go() {
        assertThat(AnalysisRunStatusJson.write(AnalysisRunStatus.NEW))
                .hasToString("{\"phase\":\"\",\"runSummary\":{}}");
        assertThat(StatusReader.read(Json.object("{}"))).isEqualTo(AnalysisRunStatus.NEW);
        assertThat(StatusReader.read(Json.object("{\"metricResults\":null,\"startedAt\":null}")))
                .isEqualTo(AnalysisRunStatus.NEW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"phase\":1} | status.phase",
                "{\"startedAt\":\"yesterday\"} | status.startedAt",
                "{\"metricResults\":{}} | status.metricResults",
                "{\"metricResults\":[1]} | status.metricResults[0]",
                "{\"metricResults\":[{\"count\":\"1\"}]} | status.metricResults[0].count",
                "{\"metricResults\":[{\"dryRun\":1}]} | status.metricResults[0].dryRun",
                "{\"metricResults\":[{\"measurements\":[null]}]} | status.metricResults[0].measurements[0]",
                "{\"runSummary\":{\"error\":1.5}} | status.runSummary.error"
            })
    void a_field_of_the_wrong_type_is_named(String json, String path) {
        assertThatThrownBy(() -> StatusReader.read(Json.object(json)))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining(path);
    }
}
