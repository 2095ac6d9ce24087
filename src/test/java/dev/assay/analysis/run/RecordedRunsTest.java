package dev.assay.analysis.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RecordedRunsTest {
    @Test
    void after_each_step_the_status_and_the_calls_are_those_that_argo_had() throws IOException {
        assertThat(RecordedRuns.read())
                .hasSizeGreaterThanOrEqualTo(300)
                .allSatisfy(run -> Outcomes.assertSame(run.script(), ScriptPlayer.play(run.script()), run.outcomes()));
    }
}
