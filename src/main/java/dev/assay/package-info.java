/**
 * The program: which role this process has, and how the rooms of the house are put together.
 */
@NullMarked
package dev.assay;

import org.jspecify.annotations.NullMarked;
