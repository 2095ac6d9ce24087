/** The check of a manifest over HTTP: {@link dev.assay.api.check.CheckResource}. */
@NullMarked
package dev.assay.api.check;

import org.jspecify.annotations.NullMarked;
