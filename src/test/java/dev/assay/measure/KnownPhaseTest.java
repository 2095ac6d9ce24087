package dev.assay.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownPhaseTest {
    @Test
    void a_phase_that_argo_does_not_have_is_an_error_that_says_so() {
        Measurement odd = new Measurement(new Phase("succ\nessful"), "ok", null, null, "1", Map.of("a", "b"), null);

        assertThat(KnownPhase.orError(odd))
                .isEqualTo(new Measurement(
                        Phase.ERROR,
                        "tried to use the phase \"succ\\nessful\" that the plugin returned, but there are only Successful,"
                                + " Running, Pending, Inconclusive, Error, Failed; correct the plugin (its message: ok)",
                        null,
                        null,
                        "1",
                        Map.of("a", "b"),
                        null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Successful", "Running", "Pending", "Inconclusive", "Error", "Failed", ""})
    void a_phase_of_argo_and_none_are_left_alone(String phase) {
        Measurement measurement = Measurement.EMPTY.withPhase(new Phase(phase));

        assertThat(KnownPhase.orError(measurement)).isSameAs(measurement);
    }
}
