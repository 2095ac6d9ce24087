/** The text of a condition: tokens, the parser, and the tree that it makes. */
@NullMarked
package dev.assay.condition.syntax;

import org.jspecify.annotations.NullMarked;
