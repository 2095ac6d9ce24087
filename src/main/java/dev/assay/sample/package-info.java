/**
 * Plugins that come with Assay, as samples for authors.
 */
@NullMarked
package dev.assay.sample;

import org.jspecify.annotations.NullMarked;
