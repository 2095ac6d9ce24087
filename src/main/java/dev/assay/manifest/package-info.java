/** JSON and YAML documents: one reader each, bounded. */
@NullMarked
package dev.assay.manifest;

import org.jspecify.annotations.NullMarked;
