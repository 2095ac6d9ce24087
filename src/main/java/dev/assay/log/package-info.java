/** A plugin's log lines: formats, crash reports, sinks. */
@NullMarked
package dev.assay.log;

import org.jspecify.annotations.NullMarked;
