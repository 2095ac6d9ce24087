package dev.assay.run.report;

import dev.assay.analysis.run.Counts;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.text.ForeignText;
import dev.assay.text.HumanUnits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts of a run as they stand in a report for people. What a plugin wrote is on one line and short. */
final class Words {
    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_VALUE = 60;

    private Words() {}

    /** A foreign text on one line. */
    static String line(String text) {
        return ForeignText.oneLine(text, LONGEST_LINE);
    }

    /** A measured value in a table. */
    static String value(String text) {
        return ForeignText.oneLine(text, LONGEST_VALUE);
    }

    /** The name of a metric, and whether it counts. */
    static String name(MetricView metric) {
        return value(metric.name()) + (metric.dryRun() ? " (dry run)" : "");
    }

    /** For instance {@code 5: 3 Successful, 2 Failed}. */
    static String counts(MetricView metric) {
        Counts counts = metric.counts();
        List<String> parts = new ArrayList<>();
        add(parts, counts.successful(), Phase.SUCCESSFUL);
        add(parts, counts.failed(), Phase.FAILED);
        add(parts, counts.inconclusive(), Phase.INCONCLUSIVE);
        add(parts, counts.error(), Phase.ERROR);
        return metric.finishedCount() + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }

    private static void add(List<String> parts, int count, Phase phase) {
        if (count > 0) {
            parts.add(count + " " + phase);
        }
    }

    /** The words of a plugin on a measurement; where it has none, nothing. */
    static String message(Measurement measurement) {
        return line(measurement.message());
    }

    /** The time between two moments, as far as both are known. */
    static String took(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? "" : " after " + HumanUnits.duration(Duration.between(from, to));
    }
}
