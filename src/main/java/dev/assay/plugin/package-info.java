/**
 * The plugin author's side: serve a metric provider from a {@code main}.
 */
@NullMarked
package dev.assay.plugin;

import org.jspecify.annotations.NullMarked;
