package dev.assay.api.plugin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.api.AnswerTime;
import dev.assay.host.status.PluginStatus;
import dev.assay.host.status.PluginUpdate;
import dev.assay.install.InstallProgress;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A plugin as it is at one moment; what is not known yet is left out. */
@RegisterForReflection
@Schema(name = "Plugin", description = "A plugin as it is at one moment; what is not known yet is left out.")
record PluginAnswer(
        @Schema(required = true, examples = "assay/sample-scrape")
        String name,

        @Schema(
                required = true,
                enumeration = {
                    "Pending",
                    "Installing",
                    "Starting",
                    "Ready",
                    "Unresponsive",
                    "Stopping",
                    "Stopped",
                    "BackingOff",
                    "Failed"
                })
        String state,

        @Schema(required = true, description = "Why it is in this state; empty when there is nothing to say.")
        String reason,

        @Schema(
                required = true,
                implementation = String.class,
                format = "date-time",
                description = "When it came into this state.")
        Instant since,

        @Schema(required = true, description = "How often its process was started again.")
        int restarts,

        @Schema(description = "Of its process, while there is one.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Long pid,

        @Schema(
                enumeration = {"grpc", "netrpc", "netrpc-pre-1.5"},
                description = "netrpc-pre-1.5 is net/rpc as plugins spoke it that were built before Argo Rollouts 1.5."
                        + " Absent before the handshake.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String protocol,

        @Schema(description = "sha256 of the executable, in hex; absent before it is installed.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String digest,

        @Schema(
                description = "The replica that gave the executable; absent where it came from its location.",
                examples = "10.1.2.3:8080")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String peer,

        @Schema(required = true, description = "As configured, without a password.")
        String location,

        @Schema(required = true, description = "How many processes of it have been Ready.")
        int generation,

        @Schema(required = true, description = "Whether Assay has started only with it.")
        boolean required,

        @Schema(required = true, description = "The longest time of one of its calls.", examples = "60s")
        String timeout,

        @Schema(required = true, description = "Of its process; secret values are masked.")
        List<String> args,

        @Schema(required = true) Calls calls,

        @Schema(required = true, description = "How many health checks in a row its process has not answered.")
        int unansweredChecks,

        @Schema(
                implementation = String.class,
                format = "date-time",
                description = "When it is started again, while it is BackingOff.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Instant nextStart,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LastExitAnswer lastExit,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Progress progress,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Update update) {
    static PluginAnswer of(PluginStatus plugin) {
        return new PluginAnswer(
                plugin.name(),
                plugin.state().text(),
                plugin.reason(),
                AnswerTime.of(plugin.since()),
                plugin.restarts(),
                plugin.pid().orElse(null),
                plugin.protocol().orElse(null),
                plugin.digest().orElse(null),
                plugin.peer().orElse(null),
                plugin.location(),
                plugin.generation(),
                plugin.required(),
                timeout(plugin.timeout()),
                plugin.args(),
                new Calls(
                        plugin.calls().inFlight(),
                        plugin.calls().waiting(),
                        plugin.calls().givenUp()),
                plugin.unansweredChecks(),
                millis(plugin.nextStart()),
                plugin.lastExit().map(LastExitAnswer::of).orElse(null),
                plugin.progress().map(Progress::of).orElse(null),
                plugin.update().map(Update::of).orElse(null));
    }

    /** The duration as a setting is written, for instance {@code 60s}. */
    private static String timeout(Duration timeout) {
        return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + "s" : timeout.toMillis() + "ms";
    }

    private static @Nullable Instant millis(Optional<Instant> time) {
        return time.map(AnswerTime::of).orElse(null);
    }

    /** The numbers of a plugin's calls. */
    @RegisterForReflection
    @Schema(name = "PluginCalls", description = "The numbers of a plugin's calls at this moment.")
    record Calls(
            @Schema(required = true, description = "Sent to a process, and not answered yet.")
            int inFlight,

            @Schema(required = true, description = "Waiting for a process, or for a free place there.")
            int waiting,

            @Schema(
                    required = true,
                    description =
                            "Sent to the present process, given up by their callers, and perhaps still worked at.")
            int givenUp) {}

    /** A changed entry, or a changed executable, on its way to take the plugin's place. */
    @RegisterForReflection
    @Schema(
            name = "PluginUpdate",
            description = "What is to take the plugin's place: a changed entry or executable on its way up; absent when"
                    + " there is none.")
    record Update(
            @Schema(
                    required = true,
                    enumeration = {"Pending", "Installing", "Starting", "BackingOff", "Failed"},
                    description = "BackingOff is tried again; Failed waits for the next change. What is there goes on"
                            + " serving.")
            String state,

            @Schema(required = true, description = "Why it is in this state; empty when there is nothing to say.")
            String reason,

            @Schema(
                    required = true,
                    implementation = String.class,
                    format = "date-time",
                    description = "When it came into this state.")
            Instant since,

            @Schema(required = true, description = "As configured, without a password.")
            String location,

            @Schema(description = "sha256 of the executable, in hex; absent before it is installed.")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String digest,

            @Schema(
                    implementation = String.class,
                    format = "date-time",
                    description = "When it is tried again, while it is BackingOff.")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            Instant nextStart,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Progress progress) {
        private static Update of(PluginUpdate update) {
            return new Update(
                    update.state().text(),
                    update.reason(),
                    AnswerTime.of(update.since()),
                    update.location(),
                    update.digest().orElse(null),
                    millis(update.nextStart()),
                    update.progress().map(Progress::of).orElse(null));
        }
    }

    /** The progress of a download. */
    @RegisterForReflection
    @Schema(
            name = "DownloadProgress",
            description = "How far the download of the executable is; absent when there is none.")
    record Progress(
            @Schema(required = true, description = "Bytes so far.")
            long received,

            @Schema(description = "Bytes of the whole; absent where the server did not tell.")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            Long total,

            @Schema(required = true) long bytesPerSecond) {
        private static Progress of(InstallProgress progress) {
            return new Progress(
                    progress.received(),
                    progress.total().isPresent() ? progress.total().getAsLong() : null,
                    progress.bytesPerSecond());
        }
    }
}
