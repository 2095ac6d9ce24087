/** The command {@code run}: takes an analysis to its end, and gives the verdict as its exit code. */
@NullMarked
package dev.assay.run;

import org.jspecify.annotations.NullMarked;
