/** The endpoints that show the plugins, restart one, and call one verb of one; and their answers. */
@NullMarked
package dev.assay.api.plugin;

import org.jspecify.annotations.NullMarked;
