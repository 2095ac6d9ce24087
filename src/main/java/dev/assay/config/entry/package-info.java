/** Reads manifests and ConfigMaps: finds the entries of the plugins, validates them, reports every fault with its line. */
@NullMarked
package dev.assay.config.entry;

import org.jspecify.annotations.NullMarked;
