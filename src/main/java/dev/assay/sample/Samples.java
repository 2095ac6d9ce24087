package dev.assay.sample;

import dev.assay.plugin.MetricPlugin;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plugins that come with Assay, by their names in {@code builtin://NAME} and in the command {@code plugin NAME}. */
public final class Samples {
    private Samples() {}

    /** A new plugin, to be served once; empty when {@link #names()} does not have the name. */
    public static Optional<MetricPlugin> find(String name) {
        BoundedHttp http = new BoundedHttp(AllowedTargets.of(System.getenv()));
        return switch (name) {
            case "sample-prometheus" ->
                Optional.of(new PrometheusPlugin(http, System.getenv(), InstantSource.system()));
            case "sample-scrape" -> Optional.of(new ScrapePlugin(http));
            default -> Optional.empty();
        };
    }

    public static List<String> names() {
        return List.of("sample-prometheus", "sample-scrape");
    }

    /** The JSON Schema of each plugin's part of a metric, by the plugin's name. */
    public static Map<String, String> schemas() {
        return Map.of("sample-prometheus", PrometheusPlugin.SCHEMA, "sample-scrape", ScrapePlugin.SCHEMA);
    }
}
