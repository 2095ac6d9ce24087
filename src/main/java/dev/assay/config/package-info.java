/**
 * The plugins that there should be: their entries, where these come from, and the Secrets that they name.
 */
@NullMarked
package dev.assay.config;

import org.jspecify.annotations.NullMarked;
