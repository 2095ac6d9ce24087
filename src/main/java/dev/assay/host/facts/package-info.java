/**
 * Facts that the host tells of its plugins while they happen. A {@link dev.assay.host.facts.HostObserver} is told, and has a
 * {@link dev.assay.host.facts.PluginObserver} for each plugin name.
 */
@NullMarked
package dev.assay.host.facts;

import org.jspecify.annotations.NullMarked;
