package dev.assay.api.plugin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.api.AnswerTime;
import dev.assay.host.ConfigurationFault;
import dev.assay.host.PluginsView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** All plugins, and the fault of the configuration that they should come from. */
@RegisterForReflection
@Schema(name = "PluginList")
record PluginListAnswer(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Fault configurationFault,

        @Schema(required = true, description = "In the order of the configuration.")
        List<PluginAnswer> plugins) {
    static PluginListAnswer of(PluginsView view) {
        return new PluginListAnswer(
                view.fault().map(Fault::of).orElse(null),
                view.plugins().stream().map(PluginAnswer::of).toList());
    }

    /** The reason why the configuration as it stands is not in force. */
    @RegisterForReflection
    @Schema(
            name = "ConfigurationFault",
            description = "Why the configuration as it stands is not in force, but the one that was read before;"
                    + " absent when it is.")
    record Fault(
            @Schema(required = true) String message,

            @Schema(
                    required = true,
                    implementation = String.class,
                    format = "date-time",
                    description = "When it was first seen.")
            Instant since) {
        static Fault of(ConfigurationFault fault) {
            return new Fault(fault.message(), AnswerTime.of(fault.since()));
        }
    }
}
