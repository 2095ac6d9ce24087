package dev.assay.config.source;

import dev.assay.config.Location;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSource;
import dev.assay.config.PluginSpec;
import dev.assay.process.ResourceLimits;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The plugins for a host that has no configuration: the samples that come with Assay. */
final class EmbeddedPluginSource implements PluginSource {
    @Override
    public String description() {
        return "the embedded default, for assay.config.file is not set";
    }

    @Override
    public Uni<PluginList> load() {
        List<PluginSpec> samples = Stream.of("sample-prometheus", "sample-scrape")
                .map(EmbeddedPluginSource::sample)
                .toList();
        return Uni.createFrom().item(new PluginList(samples, List.of()));
    }

    private static PluginSpec sample(String name) {
        return new PluginSpec(
                "assay/" + name,
                new Location.Builtin(name),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                ResourceLimits.NONE,
                Optional.empty());
    }
}
