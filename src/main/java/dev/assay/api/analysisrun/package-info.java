/** AnalysisRuns over HTTP: they are created, shown, watched, ended and removed. */
@NullMarked
package dev.assay.api.analysisrun;

import org.jspecify.annotations.NullMarked;
