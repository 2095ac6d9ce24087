/** The types that the parts of a condition have before it is evaluated. */
@NullMarked
package dev.assay.condition.type;

import org.jspecify.annotations.NullMarked;
