/** The admission of requests: the memory that all of them share, and the reading of their bodies. */
@NullMarked
package dev.assay.api.admission;

import org.jspecify.annotations.NullMarked;
