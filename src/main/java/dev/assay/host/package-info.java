/**
 * The plugins' lives: boot, supervision, calls.
 */
@NullMarked
package dev.assay.host;

import org.jspecify.annotations.NullMarked;
