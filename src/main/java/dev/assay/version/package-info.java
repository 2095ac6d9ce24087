/** The version of this program. */
@NullMarked
package dev.assay.version;

import org.jspecify.annotations.NullMarked;
