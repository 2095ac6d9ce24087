package dev.assay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.assay.host.facts.CallOutcome;
import dev.assay.host.facts.CallSubject;
import dev.assay.host.facts.EndedCall;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Verb;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeasuredValuesTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeasuredValues values = new MeasuredValues(registry, true);

    @BeforeEach
    void addPlugins() {
        values.add("a/b");
        values.add("a/c");
    }

    @Test
    void the_last_number_of_a_metric_is_a_gauge_also_as_the_only_one_of_a_list() {
        keep("a/b", "errors", "0.5");
        keep("a/b", "errors", "[0.25]");
        assertThat(value("errors")).isEqualTo(0.25);
    }

    @Test
    void a_value_that_is_no_number_is_no_gauge() {
        keep("a/b", "errors", "");
        keep("a/b", "errors", "many");
        keep("a/b", "errors", "[1,2]");
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void whatever_names_callers_choose_the_gauges_are_bounded_and_the_latest_stay() {
        keep("a/b", "m0", "1");
        for (int i = 0; i < 3 * MeasuredValues.MOST; i++) {
            keep("a/b", "m" + i, "1");
            keep("a/b", "m0", "2");
        }
        assertThat(registry.getMeters()).hasSize(MeasuredValues.MOST);
        assertThat(value("m0")).isEqualTo(2);
    }

    @Test
    void a_removed_plugin_takes_its_values_along() {
        keep("a/b", "errors", "1");
        keep("a/c", "errors", "2");
        values.remove("a/b");
        assertThat(registry.getMeters()).hasSize(1);
    }

    @Test
    void unless_they_are_asked_for_there_are_none() {
        MeasuredValues off = new MeasuredValues(registry, false);
        off.add("a/b");
        off.keep("a/b", call("errors", "1"));
        assertThat(registry.getMeters()).isEmpty();
    }

    private double value(String metric) {
        return registry.get("assay.measurement.value")
                .tag("metric", metric)
                .gauge()
                .value();
    }

    private void keep(String plugin, String metric, String value) {
        values.keep(plugin, call(metric, value));
    }

    private static EndedCall call(String metric, String value) {
        return new EndedCall(
                new CallSubject(
                        Verb.RUN,
                        AnalysisRun.EMPTY,
                        new Metric(JsonNodeFactory.instance.objectNode().put("name", metric))),
                Caller.ASSAY,
                CallOutcome.ANSWERED,
                Optional.of(Measurement.EMPTY.withValue(value)),
                Duration.ZERO,
                Duration.ZERO,
                null);
    }
}
