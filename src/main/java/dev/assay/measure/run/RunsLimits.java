package dev.assay.measure.run;

/**
 * The bounds of all runs together.
 *
 * @param maxRuns that are kept, those that have ended included
 * @param maxCalls that one plugin gets at the same time from all runs
 */
public record RunsLimits(int maxRuns, int maxCalls) {}
