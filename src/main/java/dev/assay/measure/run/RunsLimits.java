package dev.assay.measure.run;

import dev.assay.log.LogLimit;

/**
 * The bounds of all runs together.
 *
 * @param maxRuns that are kept, those that have ended included
 * @param maxCalls that one plugin gets at the same time from all runs
 * @param maxMemory of all runs that are kept, in bytes; estimates count
 * @param log of the lines on measurements, for each plugin
 */
public record RunsLimits(int maxRuns, int maxCalls, long maxMemory, LogLimit log) {}
