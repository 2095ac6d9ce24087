package dev.assay.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.secret.SecretMask;
import dev.assay.testing.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssessmentTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void the_worst_phase_is_that_of_the_run_and_results_are_put_in_order() {
        RunStatus status = assess(0, Phase.SUCCESSFUL, Phase.FAILED, Phase.ERROR, Phase.RUNNING);
        assertThat(status.phase()).isEqualTo(Phase.FAILED);
        assertThat(status.results()).extracting(MetricResult::index).containsExactly(0, 1, 2, 3);
        assertThat(status.completedAt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Odd", "", "Pending"})
    void a_measurement_that_is_not_completed_leaves_the_run_running(String odd) {
        RunStatus status = assess(0, Phase.SUCCESSFUL, new Phase(odd));
        assertThat(status.phase()).isEqualTo(Phase.RUNNING);
        assertThat(status.message()).isEmpty();
        assertThat(status.completedAt()).isNull();
        assertThat(status.results().get(1).phase()).isEqualTo(new Phase(odd));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    Failed,       0,  'Metric "m0" assessed Failed due to failed (1) > failureLimit (0)'
                    Failed,       3,  'Metric "m0" assessed Failed'
                    Failed,       -1, 'Metric "m0" assessed Failed'
                    Inconclusive, 0,  'Metric "m0" assessed Inconclusive due to inconclusive (1) > inconclusiveLimit (0)'
                    Error,        0,  'Metric "m0" assessed Error due to consecutiveErrors (1) > consecutiveErrorLimit (0)'
                    Error,        4,  'Metric "m0" assessed Error'
                    Error,        '"4"', 'Metric "m0" assessed Error'
                    Error,        '"many"', 'Metric "m0" assessed Error due to consecutiveErrors (1) > consecutiveErrorLimit (0)'
                    Error,        '""', 'Metric "m0" assessed Error due to consecutiveErrors (1) > consecutiveErrorLimit (0)'
                    Error,        null, 'Metric "m0" assessed Error'
                    Failed,       '"99999999999999999999"', 'Metric "m0" assessed Failed'
                    Failed,       '"+2"', 'Metric "m0" assessed Failed'
                    Running,      0,  ''
                    """)
    void the_message_gives_the_reason_of_argo_where_it_holds(String phase, String limit, String message) {
        assertThat(assess(Documents.json(limit), new Phase(phase)).message()).isEqualTo(message);
    }

    private static RunStatus assess(int limit, Phase... phases) {
        return assess(IntNode.valueOf(limit), phases);
    }

    private static RunStatus assess(JsonNode limit, Phase... phases) {
        List<Metric> metrics = new ArrayList<>();
        List<MetricResult> results = new ArrayList<>();
        for (int i = 0; i < phases.length; i++) {
            metrics.add(new Metric(JsonNodeFactory.instance
                    .objectNode()
                    .put("name", "m" + i)
                    .<ObjectNode>set("failureLimit", limit)
                    .<ObjectNode>set("inconclusiveLimit", limit)
                    .<ObjectNode>set("consecutiveErrorLimit", limit)));
            results.add(0, new MetricResult(i, "m" + i, false, Map.of(), FakeProvider.phase(phases[i])));
        }
        Plan plan = new Plan(
                AnalysisRun.EMPTY, metrics, Set.of(), Duration.ZERO, Phase.SUCCESSFUL, "", SecretMask.NONE, List.of());
        return Assessment.assess(plan, results, NOW, NOW);
    }
}
