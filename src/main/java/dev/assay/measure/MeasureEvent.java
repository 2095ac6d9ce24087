package dev.assay.measure;

/** What a run tells as it goes on: each metric's result as it completes, and the whole at the end. */
public sealed interface MeasureEvent permits MetricResult, RunStatus {}
