/**
 * The lives of all plugins. {@link dev.assay.host.PluginHost} is the face. {@link dev.assay.host.DefaultPluginHost} boots,
 * reloads and stops a {@link dev.assay.host.slot.PluginSlot} for each plugin.
 */
@NullMarked
package dev.assay.host;

import org.jspecify.annotations.NullMarked;
