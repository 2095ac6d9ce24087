/** The commands of this program: their arguments, and what they say of them. */
@NullMarked
package dev.assay.command;

import org.jspecify.annotations.NullMarked;
