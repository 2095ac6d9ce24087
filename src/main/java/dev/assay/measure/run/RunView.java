package dev.assay.measure.run;

import dev.assay.analysis.run.AnalysisRunStatus;
import java.time.Instant;

/**
 * A run as callers may see it.
 *
 * @param name unique among the runs that are kept
 * @param terminate whether somebody has asked to end it
 * @param status without secrets
 */
public record RunView(String name, Instant createdAt, boolean terminate, AnalysisRunStatus status) {}
