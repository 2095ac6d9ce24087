/** Formats of executables: what this machine can start. */
@NullMarked
package dev.assay.install.format;

import org.jspecify.annotations.NullMarked;
