package dev.assay.api.plugin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.api.AnswerTime;
import dev.assay.host.status.PluginEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The latest events of a plugin. */
@RegisterForReflection
@Schema(name = "PluginHistory")
record HistoryAnswer(
        @Schema(required = true, description = "The newest is last; 100 are kept, until Assay ends.")
        List<Event> events) {
    static HistoryAnswer of(List<PluginEvent> events) {
        return new HistoryAnswer(events.stream().map(Event::of).toList());
    }

    /** A moment in the life of a plugin. */
    @RegisterForReflection
    @Schema(name = "PluginEvent", description = "A moment in the life of a plugin.")
    record Event(
            @Schema(required = true, implementation = String.class, format = "date-time")
            Instant time,

            @Schema(
                    required = true,
                    enumeration = {
                        "Started",
                        "Ready",
                        "Exited",
                        "Unresponsive",
                        "Responsive",
                        "BackingOff",
                        "Failed",
                        "Changed",
                        "Updated",
                        "UpdateFailed",
                        "Replacing",
                        "Replaced",
                        "Restarted"
                    })
            String type,

            @Schema(description = "Of the process that it is about; absent where none was launched.")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            Long pid,

            @Schema(
                    required = true,
                    description = "How many processes of the plugin had been Ready with this one, or would have been.")
            int generation,

            @Schema(required = true, description = "A sentence, as the log has it.")
            String message) {
        private static Event of(PluginEvent event) {
            return new Event(
                    AnswerTime.of(event.time()),
                    event.type().text(),
                    event.process().pid().orElse(null),
                    event.process().generation(),
                    event.message());
        }
    }
}
