package dev.assay.measure;

/** An event of a run: the result of one metric as it completes, or the status of the whole run at its end. */
public sealed interface MeasureEvent permits MetricResult, RunStatus {}
