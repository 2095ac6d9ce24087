/** Who is told of downloads: how far one has come, and how it has ended. */
@NullMarked
package dev.assay.install.progress;

import org.jspecify.annotations.NullMarked;
