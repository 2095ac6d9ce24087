/** A run on the plugins: plan, fan out, follow. */
@NullMarked
package dev.assay.measure;

import org.jspecify.annotations.NullMarked;
