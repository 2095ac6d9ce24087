package dev.assay.measure.run;

import dev.assay.analysis.run.AnalysisRunStatus;
import dev.assay.analysis.run.MetricStatus;
import dev.assay.metric.Measurement;
import dev.assay.text.ForeignText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bounds the texts of the measurements that are kept. No phase and no count depends on them. */
final class KeptMeasurements {
    /**
     * The characters of one measurement. Argo keeps ten measurements of each metric in one object, and an API server takes
     * objects of 1.5 MiB.
     */
    static final int LONGEST = 64 * 1024;

    /** An entry of metadata counts as so many characters beside its own. */
    private static final int ENTRY = 48;

    /** The characters of each text where memory is short; {@link RunMemory} reckons with it. */
    private static final int LONGEST_CUT = 200;

    /** A text that was shortened is so much longer, and not shortened again. */
    private static final int LONGEST_MARK = 40;

    /** The entries of metadata where memory is short. */
    private static final int MOST_CUT = 3;

    private KeptMeasurements() {}

    /**
     * A measurement that is not too long. Of a finished one the texts are shortened. One in progress goes back to its
     * plugin, which may read its own texts, so it becomes an Error.
     */
    static Measurement bounded(Measurement measurement, Instant at) {
        int length = length(measurement);
        if (length <= LONGEST) {
            return measurement;
        }
        if (!measurement.isUnfinished()) {
            return shortened(measurement, LONGEST / 3, Integer.MAX_VALUE);
        }
        return Measurement.error(
                "tried to keep the measurement that is in progress, but its texts have " + length
                        + " characters and at most " + LONGEST + " are kept; have the plugin keep the rest itself",
                measurement.startedAt(),
                at);
    }

    /** Metadata of a metric that is not too long. */
    static Map<String, String> bounded(Map<String, String> metadata) {
        return length(metadata) <= LONGEST ? metadata : shortened(metadata, LONGEST, Integer.MAX_VALUE);
    }

    /** The status with the newest measurement of each metric alone, and with short texts. */
    static AnalysisRunStatus cut(AnalysisRunStatus status, Instant at) {
        return new AnalysisRunStatus(
                status.phase(),
                shortened(status.message(), LONGEST_CUT),
                status.metrics().stream().map(metric -> cut(metric, at)).toList(),
                status.startedAt(),
                status.runSummary(),
                status.dryRunSummary(),
                status.completedAt());
    }

    private static MetricStatus cut(MetricStatus metric, Instant at) {
        List<Measurement> newest =
                metric.last().map(last -> List.of(cut(last, at))).orElse(List.of());
        return new MetricStatus(
                metric.name(),
                metric.phase(),
                newest,
                shortened(metric.message(), LONGEST_CUT),
                metric.counts(),
                metric.dryRun(),
                shortened(metric.metadata(), LONGEST_CUT + MOST_CUT * ENTRY, MOST_CUT));
    }

    private static Measurement cut(Measurement measurement, Instant at) {
        Measurement shortened = shortened(measurement, LONGEST_CUT, MOST_CUT);
        return !measurement.isUnfinished() || shortened.equals(measurement)
                ? shortened
                : Measurement.error(
                        "tried to keep the measurement that is in progress, but the AnalysisRuns under way have all"
                                + " memory; start fewer at once, or raise assay.analysis-runs.memory-percent",
                        measurement.startedAt(),
                        at);
    }

    private static Measurement shortened(Measurement measurement, int longest, int entries) {
        return new Measurement(
                measurement.phase(),
                shortened(measurement.message(), longest),
                measurement.startedAt(),
                measurement.finishedAt(),
                shortened(measurement.value(), longest),
                shortened(measurement.metadata(), longest + Math.min(entries, MOST_CUT) * ENTRY, entries),
                measurement.resumeAt());
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest + LONGEST_MARK
                ? text
                : ForeignText.shortened(text, longest, "... (" + text.length() + " characters)");
    }

    /** The first entries, as far as their characters together are permitted. */
    private static Map<String, String> shortened(Map<String, String> metadata, int longest, int entries) {
        if (metadata.size() <= entries && length(metadata) <= longest) {
            return metadata;
        }
        Map<String, String> kept = new TreeMap<>();
        int length = 0;
        for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
            length += length(entry);
            if (kept.size() == entries || length > longest) {
                break;
            }
            kept.put(entry.getKey(), entry.getValue());
        }
        return kept;
    }

    private static int length(Measurement measurement) {
        return measurement.value().length() + measurement.message().length() + length(measurement.metadata());
    }

    private static int length(Map<String, String> texts) {
        return texts.entrySet().stream().mapToInt(KeptMeasurements::length).sum();
    }

    private static int length(Map.Entry<String, String> entry) {
        return ENTRY + entry.getKey().length() + entry.getValue().length();
    }
}
