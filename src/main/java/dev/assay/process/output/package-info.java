/** Reads what a process writes to its pipes. */
@NullMarked
package dev.assay.process.output;

import org.jspecify.annotations.NullMarked;
