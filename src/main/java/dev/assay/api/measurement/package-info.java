/** The endpoint that measures a whole analysis, and its answers. */
@NullMarked
package dev.assay.api.measurement;

import org.jspecify.annotations.NullMarked;
