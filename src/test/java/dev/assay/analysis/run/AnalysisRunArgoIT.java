package dev.assay.analysis.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.testing.argo.ArgoRuns;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Generated runs come to the same status after each step, here and in the code of Argo's own controller. */
class AnalysisRunArgoIT {
    private static final int RUNS = 1_000;

    @Test
    void after_each_step_the_status_and_the_calls_are_those_of_argo() throws IOException {
        long seed = Long.getLong("assay.runs.seed", new Random().nextInt(Integer.MAX_VALUE));
        System.out.println("runs of the seeds from " + seed + " (repeat with -Dassay.runs.seed=" + seed + ")");
        List<ObjectNode> scripts =
                LongStream.range(seed, seed + RUNS).mapToObj(RunScripts::script).toList();

        List<ArrayNode> expected = ArgoRuns.play(scripts);

        assertThat(expected).hasSize(RUNS);
        for (int i = 0; i < RUNS; i++) {
            Outcomes.assertSame(scripts.get(i), ScriptPlayer.play(scripts.get(i)), expected.get(i));
        }
    }

    @Test
    void the_recorded_outcomes_are_those_of_argo() throws IOException {
        List<RecordedRuns.Run> recorded = RecordedRuns.read();
        List<ArrayNode> expected =
                ArgoRuns.play(recorded.stream().map(RecordedRuns.Run::script).toList());
        for (int i = 0; i < recorded.size(); i++) {
            Outcomes.assertSame(recorded.get(i).script(), recorded.get(i).outcomes(), expected.get(i));
        }
    }
}
