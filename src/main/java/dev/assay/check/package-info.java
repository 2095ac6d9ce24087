/** The command {@code check}: reads a file of manifests as the service would. */
@NullMarked
package dev.assay.check;

import org.jspecify.annotations.NullMarked;
