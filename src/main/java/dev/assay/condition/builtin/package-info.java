/** The functions that conditions can call. */
@NullMarked
package dev.assay.condition.builtin;

import org.jspecify.annotations.NullMarked;
