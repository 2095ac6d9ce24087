package dev.assay.api.plugin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.api.AnswerTime;
import dev.assay.process.LastExit;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The end of a plugin's former process. */
@RegisterForReflection
@Schema(name = "LastExit", description = "The end of the plugin's former process; absent when none has ended.")
record LastExitAnswer(
        @Schema(required = true, description = "The exit code; 128 + N when signal N ended the process.")
        int code,

        @Schema(description = "The signal that ended the process.", examples = "SIGKILL")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String signal,

        @Schema(required = true, description = "Completes the sentence \"the process ...\".")
        String reason,

        @Schema(required = true, implementation = String.class, format = "date-time")
        Instant time) {
    static LastExitAnswer of(LastExit exit) {
        return new LastExitAnswer(exit.code(), exit.signal().orElse(null), exit.reason(), AnswerTime.of(exit.time()));
    }
}
