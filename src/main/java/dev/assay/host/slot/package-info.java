/**
 * The life of one plugin name: {@link dev.assay.host.slot.PluginSlot} is its place, and the supervisors behind it bring
 * its processes up, watch over them and replace them.
 *
 * <p>All of it is confined to one serial context per slot, the {@link io.grpc.SynchronizationContext} of the plugin.
 */
@NullMarked
package dev.assay.host.slot;

import org.jspecify.annotations.NullMarked;
