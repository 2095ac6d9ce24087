/** Argo's rules as pure functions: validation, arguments, assessment, masking of secrets. */
@NullMarked
package dev.assay.analysis;

import org.jspecify.annotations.NullMarked;
