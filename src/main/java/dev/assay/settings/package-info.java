/**
 * Assay's own settings.
 */
@NullMarked
package dev.assay.settings;

import org.jspecify.annotations.NullMarked;
