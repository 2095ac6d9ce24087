/** The gate that a call to a plugin passes. */
@NullMarked
package dev.assay.host.calls;

import org.jspecify.annotations.NullMarked;
