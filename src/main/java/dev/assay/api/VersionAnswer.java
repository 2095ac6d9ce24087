package dev.assay.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The version of Assay, and what it runs on. */
@RegisterForReflection
@Schema(name = "Version")
public record VersionAnswer(
        @Schema(required = true, examples = "1.2.0") String version,

        @Schema(
                required = true,
                description = "The commit that it was built from; unknown where the build was not told.")
        String commit,

        @Schema(required = true, description = "The version of Java that it runs on, or was built with.")
        String java,

        @Schema(required = true, name = "native", description = "Whether it is a native executable.")
        @JsonProperty("native")
        boolean isNative,

        @Schema(required = true, description = "By the names that locations have.", examples = "linux/amd64")
        String platform) {}
