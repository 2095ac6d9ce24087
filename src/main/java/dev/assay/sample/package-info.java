/**
 * Sample plugins that come with Assay.
 */
@NullMarked
package dev.assay.sample;

import org.jspecify.annotations.NullMarked;
