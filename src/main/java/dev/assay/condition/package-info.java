/** Conditions of metrics: parsed once, evaluated many times. */
@NullMarked
package dev.assay.condition;

import org.jspecify.annotations.NullMarked;
