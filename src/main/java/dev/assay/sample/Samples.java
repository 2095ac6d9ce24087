package dev.assay.sample;

import dev.assay.plugin.MetricPlugin;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The plugins that come with Assay, by their names in {@code builtin://NAME} and in the command {@code plugin NAME}. */
public final class Samples {
    private Samples() {}

    /** A new plugin, to be served once; empty when {@link #names()} does not have the name. */
    public static Optional<MetricPlugin> find(String name) {
        return switch (name) {
            case "sample-prometheus" ->
                Optional.of(new PrometheusPlugin(new BoundedHttp(), System.getenv(), InstantSource.system()));
            case "sample-scrape" -> Optional.of(new ScrapePlugin(new BoundedHttp()));
            default -> Optional.empty();
        };
    }

    public static List<String> names() {
        return List.of("sample-prometheus", "sample-scrape");
    }
}
