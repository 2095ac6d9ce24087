/** YAML documents: the one reader of them, which gives JSON. */
@NullMarked
package dev.assay.manifest;

import org.jspecify.annotations.NullMarked;
