package dev.assay.measure.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.analysis.run.AnalysisRunStatus;
import java.time.Instant;
import java.util.Map;

/**
 * A run as callers may see it, without secrets. {@link AnalysisRunJson} writes it.
 *
 * @param name unique among the runs that are kept
 * @param namespace empty where there is none
 * @param spec with its arguments, to be read only; missing in a brief view
 * @param terminate whether somebody has asked to end it
 * @param status in a brief view without measurements
 */
public record RunView(
        String name,
        String namespace,
        Map<String, String> labels,
        Map<String, String> annotations,
        Instant createdAt,
        JsonNode spec,
        boolean terminate,
        AnalysisRunStatus status) {
    public RunView {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }
}
