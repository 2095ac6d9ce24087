package dev.assay.api;

import dev.assay.host.ConfigurationFault;
import dev.assay.host.PluginHost;
import dev.assay.host.PluginStatus;
import dev.assay.measure.Problems;
import dev.assay.measure.RefusedException;
import dev.assay.metric.MetricProvider;
import java.util.List;
import java.util.Optional;

/** Looks plugins up for callers, who may name one that is not there. */
public final class Plugins {
    private final PluginHost host;

    Plugins(PluginHost host) {
        this.host = host;
    }

    public List<PluginStatus> all() {
        return host.plugins();
    }

    /** Why the configuration as it stands is not in force. */
    public Optional<ConfigurationFault> configurationFault() {
        return host.configurationFault();
    }

    /** @throws RefusedException with the names that exist */
    public PluginStatus status(String name) {
        return host.plugin(name).orElseThrow(() -> unknown(name));
    }

    /** @throws RefusedException with the names that exist */
    public MetricProvider provider(String name) {
        return host.provider(name).orElseThrow(() -> unknown(name));
    }

    private RefusedException unknown(String name) {
        return Problems.unknownPlugin(
                name, host.plugins().stream().map(PluginStatus::name).toList());
    }
}
