package dev.assay.wire.netrpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.FakeTime;
import dev.assay.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnknownFieldLogTest {
    private final FakeTime time = new FakeTime();
    private final UnknownFieldLog fields = new UnknownFieldLog(time::nanoTime);
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final LogCapture capture = new LogCapture(
            UnknownFieldLog.class.getName(),
            entry -> said.add(entry.getLevel() + " " + new PatternFormatter("%s").format((ExtLogRecord) entry)));

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

        assertThat(said).hasSize(UnknownFieldLog.MAX_LOGGED);
        assertThat(fields.count()).isEqualTo(3L * UnknownFieldLog.MAX_LOGGED);
    }

    @Test
    void who_uses_up_the_warnings_of_a_type_takes_nothing_from_others_or_from_later() {
        for (int i = 0; i < 300; i++) {
            fields.leftOut("v1alpha1.Metric", "key" + i);
        }
        fields.leftOut("v1alpha1.Argument", "foo");
        assertThat(said)
                .hasSize(UnknownFieldLog.MAX_LOGGED + 1)
                .last()
                .asString()
                .contains("\"foo\" of v1alpha1.Argument");

        time.advance(Duration.ofMinutes(1));
        fields.leftOut("v1alpha1.Metric", "late");
        assertThat(said)
                .last()
                .asString()
                .contains("\"late\" of v1alpha1.Metric")
                .endsWith("(200 others were not told)");
    }

    @Test
    void a_key_forges_no_line() {
        fields.leftOut("v1alpha1.Metric", "a\n2030-01-01 ERROR forged\u001b[31m");
        assertThat(said).singleElement().asString().contains("\"a\\n2030-01-01 ERROR forged\\u001b[31m\"");
    }
}
