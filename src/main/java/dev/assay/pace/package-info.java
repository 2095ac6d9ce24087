/** How soon a thing may come again: back-off, pauses, rates, the looking up of a name. */
@NullMarked
package dev.assay.pace;

import org.jspecify.annotations.NullMarked;
