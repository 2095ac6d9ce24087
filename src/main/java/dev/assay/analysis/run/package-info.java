/**
 * The rules by which Argo's controller takes an AnalysisRun to its end, as pure functions: from the spec, the status and a
 * point in time to the calls that are due, and from their answers to the next status.
 */
@NullMarked
package dev.assay.analysis.run;

import org.jspecify.annotations.NullMarked;
