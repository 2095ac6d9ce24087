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
    @ValueSource(strings = {"Successful", "Running", "Pending", "Inconclusive", "Error", "Failed"})
    void a_phase_of_argo_is_left_alone(String phase) {
        Measurement measurement = Measurement.EMPTY.withPhase(new Phase(phase));

        assertThat(KnownPhase.orError(measurement)).isSameAs(measurement);
    }

    @Test
    void no_phase_counts_as_running_as_in_argo_and_the_message_says_so() {
        Measurement none = KnownPhase.orError(Measurement.EMPTY.withPhase(new Phase("")));

        assertThat(none.phase()).isEqualTo(new Phase(""));
        assertThat(none.message())
                .isEqualTo(
                        "tried to read the phase that the plugin returned, but there is none, which counts as Running"
                                + " as in Argo Rollouts; correct the plugin");
    }

    @Test
    void a_message_of_the_plugin_stays_where_it_returns_no_phase() {
        Measurement said = Measurement.EMPTY.withPhase(new Phase("")).withMessage("soon");

        assertThat(KnownPhase.orError(said)).isSameAs(said);
    }

    @Test
    void a_plugin_that_gives_the_measurement_back_with_a_phase_gets_rid_of_the_message() {
        Measurement none = KnownPhase.orError(Measurement.EMPTY.withPhase(new Phase("")));

        assertThat(KnownPhase.orError(none.withPhase(Phase.SUCCESSFUL)).message())
                .isEmpty();
    }
}
