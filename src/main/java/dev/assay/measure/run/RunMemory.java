package dev.assay.measure.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.analysis.run.AnalysisRunStatus;
import dev.assay.analysis.run.MetricStatus;
import dev.assay.measure.Plan;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.text.JsonMemory;
import java.util.Map;

/** Estimates of the memory that runs take, in bytes, on the high side. */
final class RunMemory {
    /** A run beside its texts: its places in the tables, its rules, its name. */
    private static final int RUN = 2048;

    /** A metric that is under way: its rules, its call, its place in a lane. */
    private static final int METRIC = 1024;

    /** The most that a metric takes in a status that was cut ({@link KeptMeasurements#cut}). */
    private static final int CUT_METRIC = 4608;

    /** A measurement beside its texts: its times and its place. */
    private static final int MEASUREMENT = 256;

    /** An entry of metadata beside its texts. */
    private static final int ENTRY = 96;

    /** A character takes up to two bytes. */
    private static final int CHARACTER = 2;

    private RunMemory() {}

    /** A run that is under way: the run and its metrics as trees, as texts, and as they are sent. */
    static long begun(Plan plan) {
        long bytes = RUN
                + manifest(plan.run())
                + CHARACTER * (long) plan.run().text().length();
        JsonNode written = plan.run().json().path("spec").path("metrics");
        for (int i = 0; i < plan.metrics().size(); i++) {
            Metric metric = plan.metrics().get(i);
            // A metric without arguments is a part of the tree of its run.
            bytes += metric.json().equals(written.get(i)) ? 0 : JsonMemory.of(metric.json());
            bytes += METRIC + CUT_METRIC + 2L * CHARACTER * metric.text().length();
        }
        return bytes;
    }

    /** A run that is over, beside its status. */
    static long ended(AnalysisRun run) {
        return RUN + manifest(run);
    }

    private static long manifest(AnalysisRun run) {
        return JsonMemory.of(run.json()) + CHARACTER * (long) run.text().length();
    }

    /** The bytes of a status beyond the room that {@link #begun} has for it. */
    static long beyond(AnalysisRunStatus status) {
        return Math.max(
                0, of(status) - RUN / 2 - (long) CUT_METRIC * status.metrics().size());
    }

    /** A status, beside the names of its metrics, which are those of the manifest. */
    static long of(AnalysisRunStatus status) {
        long bytes = CHARACTER * (long) status.message().length();
        for (MetricStatus metric : status.metrics()) {
            bytes += METRIC + CHARACTER * (long) metric.message().length() + texts(metric.metadata());
            for (Measurement measurement : metric.measurements()) {
                bytes += of(measurement);
            }
        }
        return bytes;
    }

    private static long of(Measurement measurement) {
        return MEASUREMENT
                + CHARACTER
                        * (long) (measurement.value().length()
                                + measurement.message().length())
                + texts(measurement.metadata());
    }

    private static long texts(Map<String, String> texts) {
        long bytes = 0;
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            bytes += ENTRY
                    + CHARACTER
                            * (long) (entry.getKey().length() + entry.getValue().length());
        }
        return bytes;
    }
}
