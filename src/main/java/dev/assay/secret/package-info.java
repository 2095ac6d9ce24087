/** The values that must not leave Assay: which ones there are, their forms, and the mask that hides them. */
@NullMarked
package dev.assay.secret;

import org.jspecify.annotations.NullMarked;
