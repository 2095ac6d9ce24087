package dev.assay.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Conditions beside the recorded answers of Go. */
class GoldenTest {
    @Test
    void generated_expressions_have_the_recorded_values() throws IOException {
        GoldenFile golden = GoldenFile.read();
        Comparison comparison = Comparison.of(golden.questions(), golden.answers());
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.values()).isGreaterThan(1_500);
        assertThat(comparison.refusals()).isGreaterThan(1_500);
    }
}
