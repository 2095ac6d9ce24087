package dev.assay.analysis.run;

/**
 * A call of {@code GarbageCollect} that is due, because more measurements of a metric are kept than should be.
 *
 * @param index of the metric in the spec, from 0
 * @param metric its name
 * @param limit how many measurements remain
 */
public record GarbageCollection(int index, String metric, int limit) {}
