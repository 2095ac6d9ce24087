/**
 * The plugins' lives. {@link dev.assay.host.PluginHost} is the face; {@link dev.assay.host.DefaultPluginHost} boots,
 * reloads and stops a {@link dev.assay.host.PluginSlot} for each plugin, in which a {@link dev.assay.host.Supervisor} keeps
 * the process alive.
 */
@NullMarked
package dev.assay.host;

import org.jspecify.annotations.NullMarked;
