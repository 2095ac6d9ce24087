/** The output of a process: reads its pipes, and passes their lines on. */
@NullMarked
package dev.assay.process.output;

import org.jspecify.annotations.NullMarked;
