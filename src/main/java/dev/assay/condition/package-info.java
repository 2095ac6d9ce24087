/** Conditions of metrics, in Argo's expression language: parsed once, evaluated many times. */
@NullMarked
package dev.assay.condition;

import org.jspecify.annotations.NullMarked;
