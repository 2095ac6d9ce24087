package dev.assay.wire.netrpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.LogCapture;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnknownFieldLogTest {
    private final UnknownFieldLog fields = new UnknownFieldLog();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final LogCapture capture = new LogCapture(
            UnknownFieldLog.class.getName(), entry -> said.add(entry.getLevel() + " " + entry.getMessage()));

    @AfterEach
    void stop_listening() {
        capture.close();
    }

    @Test
    void a_field_is_told_once() {
        fields.leftOut("v1alpha1.Metric", "foo");
        fields.leftOut("v1alpha1.Metric", "foo");
        fields.leftOut("v1alpha1.Argument", "foo");

        assertThat(said)
                .containsExactly(
                        "WARN The field \"foo\" of v1alpha1.Metric is not sent to plugins, since this version of Assay"
                                + " knows none of that name in Argo's type; correct its name, or use a newer Assay",
                        "WARN The field \"foo\" of v1alpha1.Argument is not sent to plugins, since this version of Assay"
                                + " knows none of that name in Argo's type; correct its name, or use a newer Assay");
    }

    @Test
    void a_long_key_is_told_in_part() {
        fields.leftOut("v1alpha1.Metric", "x".repeat(100_000));

        assertThat(said).singleElement().asString().startsWith("WARN The field \"" + "x".repeat(100) + "...\" of");
    }

    @Test
    void the_number_of_logged_keys_is_bounded() {
        for (int i = 0; i < 3 * UnknownFieldLog.MAX_LOGGED; i++) {
            fields.leftOut("v1alpha1.Metric", "key" + i);
        }

        assertThat(said).hasSize(UnknownFieldLog.MAX_LOGGED + 1);
        assertThat(said.get(UnknownFieldLog.MAX_LOGGED)).contains("others will not be");
    }
}
