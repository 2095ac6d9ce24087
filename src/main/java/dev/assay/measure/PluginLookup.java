package dev.assay.measure;

import dev.assay.host.PluginHost;
import dev.assay.host.PluginState;
import dev.assay.host.PluginStatus;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import java.util.List;
import java.util.Optional;

/** Finds the plugin that a metric names. */
public final class PluginLookup {
    private final PluginHost host;

    public PluginLookup(PluginHost host) {
        this.host = host;
    }

    /** A plugin, or the reason why there is none. */
    sealed interface Chosen permits Plugin, None {}

    record Plugin(String name, MetricProvider provider) implements Chosen {}

    /** @param reason a sentence for the caller */
    record None(String reason) implements Chosen {}

    Chosen choose(Metric metric) {
        List<Metric.PluginEntry> entries = metric.plugins();
        if (entries.size() == 1) {
            String name = entries.get(0).name();
            Optional<MetricProvider> provider = host.provider(name);
            return provider.isPresent()
                    ? new Plugin(name, provider.get())
                    : none(
                            metric,
                            "with the plugin " + name + ", but it is not configured; configure it under"
                                    + " metricProviderPlugins, or use " + configured());
        }
        if (entries.size() > 1) {
            return none(
                    metric,
                    "with one plugin, but provider.plugin names "
                            + String.join(
                                    ", ",
                                    entries.stream()
                                            .map(Metric.PluginEntry::name)
                                            .toList()) + "; keep one");
        }
        List<String> providers = metric.providers();
        return providers.contains("plugin")
                ? none(metric, "with a plugin, but provider.plugin names none; name " + configured())
                : none(metric, builtIn(providers.isEmpty() ? "" : providers.get(0)));
    }

    /** Whether the plugin answers calls at this moment. */
    boolean ready(Plugin plugin) {
        return host.plugin(plugin.name())
                .map(status -> status.state() == PluginState.READY)
                .orElse(false);
    }

    private String builtIn(String provider) {
        List<String> namesakes =
                names().stream().filter(name -> endsWithWord(name, provider)).toList();
        return "with the built-in provider " + provider
                + ", but Assay runs metric plugins, and that one is part of Argo"
                + " Rollouts itself; write the metric for provider.plugin with "
                + (namesakes.isEmpty() ? configured() : String.join(" or ", namesakes));
    }

    private static boolean endsWithWord(String name, String word) {
        return name.endsWith("/" + word) || name.endsWith("-" + word);
    }

    private static None none(Metric metric, String reason) {
        return new None("tried to measure " + metric.name() + " " + reason);
    }

    private String configured() {
        List<String> names = names();
        return names.isEmpty() ? "a plugin that is configured (none is)" : "one of " + String.join(", ", names);
    }

    private List<String> names() {
        return host.plugins().stream().map(PluginStatus::name).toList();
    }
}
