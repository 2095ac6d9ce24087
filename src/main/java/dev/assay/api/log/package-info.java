/** The endpoint that shows what a plugin has logged. */
@NullMarked
package dev.assay.api.log;

import org.jspecify.annotations.NullMarked;
