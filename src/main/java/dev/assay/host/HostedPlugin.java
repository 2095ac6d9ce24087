package dev.assay.host;

import dev.assay.config.PluginSpec;
import dev.assay.metric.MetricProvider;

/** A plugin of this host: its entry, what is known of it, its calls and whoever keeps it alive. */
record HostedPlugin(
        PluginSpec spec, StatusBoard status, MetricProvider provider, CallGate gate, Supervisor supervisor) {
    String name() {
        return spec.name();
    }
}
