/** The command {@code check}, which reads a file of manifests as the service would and reports its faults. */
@NullMarked
package dev.assay.check;

import org.jspecify.annotations.NullMarked;
