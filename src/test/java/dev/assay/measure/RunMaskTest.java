package dev.assay.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.secret.SecretMask;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunMaskTest {
    private final RunMask mask = new RunMask(SecretMask.of(List.of("7")), SecretMask.of(List.of("s3cret-token")));

    @Test
    void a_text_hides_the_arguments_of_the_run_and_all_other_secrets() {
        assertThat(mask.text("7 of s3cret-token")).isEqualTo("***** of *****");
        assertThat(mask.metadata(Map.of("7", "s3cret-token"))).containsExactly(entry("*****", "*****"));
    }

    @Test
    void a_measured_value_may_be_the_same_as_an_argument_but_not_as_a_secret() {
        assertThat(mask.measurement(measured("7")).value()).isEqualTo("7");
        assertThat(mask.measurement(measured("s3cret-token")).value()).isEqualTo("*****");
        assertThat(mask.measurement(measured("7")).message()).isEqualTo("saw *****");
        assertThat(mask.measurement(measured("7")).metadata()).containsExactly(entry("is", "*****"));
    }

    private static Measurement measured(String value) {
        return new Measurement(Phase.SUCCESSFUL, "saw 7", null, null, value, Map.of("is", "7"), null);
    }
}
