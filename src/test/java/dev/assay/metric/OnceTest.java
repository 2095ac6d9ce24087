package dev.assay.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.text.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnceTest {
    private final List<Object> encoded = new ArrayList<>();

    private byte[] encode(Object value) {
        encoded.add(value);
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_run_and_a_metric_that_go_to_many_calls_are_encoded_once() {
        AnalysisRun run = new AnalysisRun(Json.object("{\"a\":1}"));
        Metric metric = new Metric(Json.object("{\"name\":\"m\"}"));
        assertThat(run.encoded(this::encode))
                .isSameAs(run.encoded(this::encode))
                .hasSize(7);
        assertThat(metric.encoded(this::encode)).isSameAs(metric.encoded(this::encode));
        assertThat(encoded).containsExactly(run, metric);
    }

    @Test
    void an_equal_metric_is_another_one() {
        new Metric(Json.object("{}")).encoded(this::encode);
        new Metric(Json.object("{}")).encoded(this::encode);
        assertThat(encoded).hasSize(2);
    }

    @Test
    void a_failed_computation_is_tried_again() {
        Once<String> once = new Once<>();
        assertThatThrownBy(() -> once.get(() -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(once.get(() -> "yes")).isEqualTo("yes");
        assertThat(once.get(() -> "again")).isEqualTo("yes");
    }
}
