/** The status of a plugin as it is shown: {@link dev.assay.host.status.PluginStatus} and its parts. */
@NullMarked
package dev.assay.host.status;

import org.jspecify.annotations.NullMarked;
