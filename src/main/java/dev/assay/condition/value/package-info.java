/** The values of conditions, with the types that they have in Go, and the operators between them. */
@NullMarked
package dev.assay.condition.value;

import org.jspecify.annotations.NullMarked;
