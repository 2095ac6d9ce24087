package dev.assay.wire.netrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeftOutFieldsTest {
    private final List<String> log = new ArrayList<>();
    private final LeftOutFields fields = new LeftOutFields(log::add);

    @Test
    void each_field_is_told_once_and_counted_each_time() {
        fields.leftOut("v1alpha1.Metric", "colour");
        fields.leftOut("v1alpha1.Metric", "colour");
        fields.leftOut("v1alpha1.AnalysisRun", "colour");
        assertThat(log).hasSize(2);
        assertThat(log.get(0))
                .startsWith("tried to send the field v1alpha1.Metric.colour to a plugin over net/rpc, but")
                .endsWith("; remove it, or use a plugin that speaks gRPC");
        assertThat(fields.count()).isEqualTo(3);
    }

    @Test
    void a_flood_of_fields_is_bounded() {
        for (int i = 0; i < 2_000; i++) {
            fields.leftOut("v1alpha1.Metric", "x".repeat(1_000) + i);
            fields.leftOut("v1alpha1.Metric", "f" + i);
        }
        assertThat(log).hasSize(1_000).allSatisfy(line -> assertThat(line).hasSizeLessThan(400));
        assertThat(fields.count()).isEqualTo(4_000);
    }
}
