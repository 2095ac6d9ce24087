package dev.assay.api.executable;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.install.store.DownloadRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The executables that were asked for and are there. */
@RegisterForReflection
@Schema(name = "ExecutableList")
record ExecutableListAnswer(
        @Schema(required = true, description = "One, or none where this host has none to give.")
        List<Executable> executables) {

    static ExecutableListAnswer ofDigest(String sha256) {
        return new ExecutableListAnswer(List.of(new Executable(sha256, null, null, null)));
    }

    static ExecutableListAnswer of(DownloadRecord download) {
        return new ExecutableListAnswer(List.of(new Executable(
                download.digest(),
                download.etag().orElse(null),
                download.lastModified().orElse(null),
                download.fetched())));
    }

    /** One executable. */
    @RegisterForReflection
    @Schema(name = "Executable", description = "An executable, and what is known of its download.")
    record Executable(
            @Schema(required = true, description = "Of its content, in hex.")
            String sha256,

            @Schema(description = "The ETag of the download; absent where the server sent none.", examples = "\"v1\"")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String etag,

            @Schema(description = "The Last-Modified of the download; absent where the server sent none.")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String lastModified,

            @Schema(
                    implementation = String.class,
                    format = "date-time",
                    description =
                            "When the server last sent this content, or said that it has not changed; absent where"
                                    + " a sha256 was asked for.")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            Instant fetched) {}
}
