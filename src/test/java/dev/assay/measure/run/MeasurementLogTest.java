package dev.assay.measure.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.log.LogLimit;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.testing.FakeTime;
import dev.assay.testing.LogCapture;
import dev.assay.text.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeasurementLogTest {
    private static final Metric METRIC =
            new Metric(Json.object("{\"name\":\"rate\",\"successCondition\":\"result > 1\","
                    + "\"provider\":{\"plugin\":{\"acme/one\":{}}}}"));

    private final FakeTime time = new FakeTime();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final MeasurementLog log = new MeasurementLog(new LogLimit(1, 3), Runnable::run, time, time::nanoTime);
    private final LogCapture capture = new LogCapture(
            "dev.assay.measurements", entry -> lines.add(new PatternFormatter("%s").format((ExtLogRecord) entry)));

    @AfterEach
    void stop() {
        capture.close();
    }

    @Test
    void a_finished_measurement_is_one_line_without_secrets() {
        log.ended("gate", METRIC, measured("0.5 sesame", "a\nb"), text -> text.replace("sesame", "*****"));
        assertThat(lines)
                .containsExactly("AnalysisRun gate measured rate with plugin acme/one: Failed, value 0.5 *****,"
                        + " successCondition result > 1, message a b");
    }

    @Test
    void a_secret_far_behind_in_a_text_is_hidden_as_a_whole() {
        log.ended("gate", METRIC, measured("sesame".repeat(67), ""), text -> text.replace("sesame", "*"));
        assertThat(lines).singleElement().asString().contains("value " + "*".repeat(67) + ",");
    }

    @Test
    void one_in_progress_is_no_line() {
        log.ended("gate", METRIC, measured("1", "").withPhase(Phase.RUNNING), text -> text);
        assertThat(lines).isEmpty();
    }

    @Test
    void lines_beyond_the_rate_are_counted() {
        for (int i = 0; i < 10; i++) {
            log.ended("gate", METRIC, measured("1", ""), text -> text);
        }
        assertThat(lines).hasSize(3);
        time.advance(Duration.ofSeconds(10));
        assertThat(lines)
                .last()
                .isEqualTo("7 more lines on measurements with plugin acme/one were left out within 10 s");
    }

    @Test
    void that_old_measurements_are_kept_has_the_same_rate() {
        for (int i = 0; i < 10; i++) {
            log.kept("gate", METRIC, "the disk\nis full of sesame", text -> text.replace("sesame", "*****"));
        }
        assertThat(lines)
                .hasSize(3)
                .first()
                .isEqualTo(
                        "tried to have plugin acme/one collect old measurements of rate of the AnalysisRun gate, but it"
                                + " said: the disk is full of *****; they are kept until it succeeds");
    }

    @Test
    void a_value_of_megabytes_makes_a_short_line() {
        log.ended("gate", METRIC, measured("9".repeat(5_000_000), ""), text -> text);
        assertThat(lines.get(0)).hasSizeLessThan(1000);
    }

    private static Measurement measured(String value, String message) {
        return new Measurement(Phase.FAILED, message, null, null, value, Map.of(), null);
    }
}
