/** The reports on a run: while it goes on, and at its end. */
@NullMarked
package dev.assay.run.report;

import org.jspecify.annotations.NullMarked;
