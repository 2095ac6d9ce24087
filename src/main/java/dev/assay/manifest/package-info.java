/** YAML documents: their one parser, and the JSON that they stand for. */
@NullMarked
package dev.assay.manifest;

import org.jspecify.annotations.NullMarked;
