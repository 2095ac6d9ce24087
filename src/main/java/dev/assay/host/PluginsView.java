package dev.assay.host;

import dev.assay.host.status.PluginStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All plugins at one moment.
 *
 * @param plugins in the order of the configuration
 * @param fault why the present configuration is not in force; empty when it is
 */
public record PluginsView(List<PluginStatus> plugins, Optional<ConfigurationFault> fault) {
    public PluginsView {
        plugins = List.copyOf(plugins);
    }

    /** The changes that make this view of the former one. The numbers of calls are no change. */
    public List<PluginChange> since(PluginsView former) {
        List<PluginChange> changes = new ArrayList<>();
        Map<String, PluginStatus> before = former.byName();
        for (PluginStatus plugin : plugins) {
            PluginStatus known = before.get(plugin.name());
            if (known == null || !plugin.isLike(known)) {
                changes.add(new PluginChange.Changed(plugin));
            }
        }
        Set<String> names = byName().keySet();
        before.keySet().stream()
                .filter(name -> !names.contains(name))
                .map(PluginChange.Removed::new)
                .forEach(changes::add);
        if (!fault.equals(former.fault)) {
            changes.add(new PluginChange.Configuration(fault));
        }
        return changes;
    }

    private Map<String, PluginStatus> byName() {
        return plugins.stream().collect(Collectors.toMap(PluginStatus::name, Function.identity()));
    }
}
