package dev.assay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.host.facts.ReadingOutcome;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} beside the metrics that there are. */
@SuppressWarnings("deprecation")
class DocumentedMetricsTest {
    private static final Path PAGE = Path.of("docs/metrics.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(assay_[a-z_]+)` \\| ([a-z]+) \\|([^|]*)\\| [^|]+ \\|$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("`([a-z]+)`");

    @Test
    void each_metric_has_a_row_with_its_type_and_its_labels_and_each_row_a_metric() throws IOException {
        assertThat(documented()).containsExactlyInAnyOrderEntriesOf(registered());
    }

    private static Map<String, String> documented() throws IOException {
        return ROW.matcher(Files.readString(PAGE))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1), row -> row.group(2) + labels(row), (a, b) -> a + " twice", TreeMap::new));
    }

    private static List<String> labels(MatchResult row) {
        return LABEL.matcher(row.group(3))
                .results()
                .map(label -> label.group(1))
                .sorted()
                .toList();
    }

    private static Map<String, String> registered() {
        MeterFixture fixture = new MeterFixture().withService();
        fixture.plugin("acme/one");
        fixture.telemetry.onReading(ReadingOutcome.ACCEPTED);
        return Collections.list(fixture.registry.getPrometheusRegistry().metricFamilySamples()).stream()
                .filter(family -> !isLongest(family))
                .collect(Collectors.toMap(
                        DocumentedMetricsTest::name,
                        family -> family.type.name().toLowerCase(Locale.ROOT) + labels(family),
                        (a, b) -> a + b,
                        TreeMap::new));
    }

    /** The longest time of late is beside the time of each kind, and needs no row of its own. */
    private static boolean isLongest(MetricFamilySamples family) {
        return family.name.endsWith("_seconds_max");
    }

    private static String name(MetricFamilySamples family) {
        return family.type == Collector.Type.COUNTER ? family.name + "_total" : family.name;
    }

    private static List<String> labels(MetricFamilySamples family) {
        return family.samples.get(0).labelNames.stream()
                .filter(label -> !label.equals("le"))
                .sorted()
                .toList();
    }
}
