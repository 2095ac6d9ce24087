package dev.assay.api.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.api.AnswerTime;
import dev.assay.log.KeptLine;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A line of a plugin's log. */
@RegisterForReflection
@Schema(name = "LogLine")
record LogLineAnswer(
        @Schema(required = true, implementation = String.class, format = "date-time", description = "When it was read.")
        Instant time,

        @Schema(
                required = true,
                enumeration = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR"})
        String level,

        @Schema(description = "Of the process that wrote it; absent for a line of Assay.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Long pid,

        @Schema(
                description =
                        "How many processes of the plugin had been Ready with this one, or would have been; absent"
                                + " for a line of Assay.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Integer generation,

        @Schema(
                required = true,
                description = "The part of the plugin that wrote it, as it says itself; empty where it does not. assay"
                        + " for a line that says what was left out.")
        String logger,

        @Schema(required = true) String message,

        @Schema(required = true, description = "What the line has beside these.")
        Map<String, String> fields) {
    static LogLineAnswer of(KeptLine line) {
        boolean ofProcess = line.pid() != 0;
        return new LogLineAnswer(
                AnswerTime.of(line.time()),
                line.level().name(),
                ofProcess ? line.pid() : null,
                ofProcess ? line.generation() : null,
                line.logger(),
                line.message(),
                line.fields());
    }

    /** The line for a terminal, with its end. */
    static String text(KeptLine line) {
        String process = line.pid() == 0 ? "" : " [" + line.pid() + "]";
        String logger = line.logger().isEmpty() ? "" : " " + line.logger() + ":";
        return "%s %-5s%s%s %s%n"
                .formatted(AnswerTime.of(line.time()), line.level(), process, logger, line.text())
                .replace("\r\n", "\n");
    }
}
