/**
 * One process of a plugin: {@link dev.assay.host.instance.StartAttempt} brings it up, and
 * {@link dev.assay.host.instance.RunningPlugin} is the process with its connection and its health check.
 *
 * <p>All of it is confined to one serial context, the {@link io.grpc.SynchronizationContext} of the plugin.
 */
@NullMarked
package dev.assay.host.instance;

import org.jspecify.annotations.NullMarked;
