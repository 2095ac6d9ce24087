/**
 * The way of a call to a plugin: {@link dev.assay.host.calls.ArgoClient} presents the plugin, and
 * {@link dev.assay.host.calls.CallGate} lets its calls through to the process that is Ready.
 */
@NullMarked
package dev.assay.host.calls;

import org.jspecify.annotations.NullMarked;
