/**
 * Runs on the plugins to their ends, by the rules of {@code analysis.run}: many at the same time, in memory. It knows
 * nothing of HTTP or gRPC.
 */
@NullMarked
package dev.assay.measure.run;

import org.jspecify.annotations.NullMarked;
