/** How soon a thing may come again: back-off, pauses, rates. */
@NullMarked
package dev.assay.pace;

import org.jspecify.annotations.NullMarked;
