/** The evaluation of a checked condition: the tree is simplified, made into steps once, and the steps run many times. */
@NullMarked
package dev.assay.condition.eval;

import org.jspecify.annotations.NullMarked;
