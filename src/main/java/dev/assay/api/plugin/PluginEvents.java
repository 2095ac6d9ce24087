package dev.assay.api.plugin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.api.RemovedAnswer;
import dev.assay.api.SseWriter;
import dev.assay.host.PluginChange;
import dev.assay.host.PluginsView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.sse.OutboundSseEvent;
import org.jspecify.annotations.Nullable;

/**
 * The events of one watch: all plugins at first, then what has changed since the event before.
 * Used by one thread at a time.
 */
final class PluginEvents {
    static final String EXAMPLE = """
            event: plugins
            data: {"plugins":[{"name":"assay/sample-scrape","state":"Ready"}]}

            event: plugin
            data: {"name":"assay/sample-scrape","state":"BackingOff"}

            event: statistics
            data: {"time":"2026-01-02T03:04:05Z","plugins":[{"name":"assay/sample-scrape","callsPerSecond":12.5}]}

            event: removed
            data: {"name":"assay/sample-scrape"}

            event: configuration
            data: {"configurationFault":{"message":"it is empty; restore it","since":"2026-01-02T03:04:05Z"}}
            """;

    private final SseWriter writer;
    private volatile @Nullable PluginsView former;

    PluginEvents(SseWriter writer) {
        this.writer = writer;
    }

    /** The events of the next view. Each is written when it is asked for. */
    Multi<OutboundSseEvent> of(PluginsView view) {
        PluginsView before = former;
        former = view;
        return before == null
                ? Multi.createFrom().item(() -> writer.event("plugins", PluginListAnswer.of(view)))
                : Multi.createFrom().iterable(view.since(before)).map(this::change);
    }

    /** The numbers of all plugins, from the first event on. */
    Multi<OutboundSseEvent> statistics(Multi<String> numbers) {
        return numbers.filter(text -> former != null).map(text -> writer.written("statistics", text));
    }

    private OutboundSseEvent change(PluginChange change) {
        if (change instanceof PluginChange.Changed changed) {
            return writer.event("plugin", PluginAnswer.of(changed.plugin()));
        }
        if (change instanceof PluginChange.Removed removed) {
            return writer.event("removed", new RemovedAnswer(removed.name()));
        }
        PluginChange.Configuration configuration = (PluginChange.Configuration) change;
        return writer.event(
                "configuration",
                new ConfigurationAnswer(
                        configuration.fault().map(PluginListAnswer.Fault::of).orElse(null)));
    }

    /** @param configurationFault null where the configuration is in force */
    @RegisterForReflection
    record ConfigurationAnswer(@JsonInclude PluginListAnswer.@Nullable Fault configurationFault) {}
}
