package dev.assay.api;

import dev.assay.version.Version;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Says which Assay this is. */
@Path("/api/v1/version")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = ApiDescription.ASSAY)
public final class VersionResource {
    private final VersionAnswer answer;

    VersionResource() {
        Version version = Version.ofThisProgram();
        answer = new VersionAnswer(
                version.version(),
                version.commit(),
                Runtime.version().toString(),
                ImageMode.current().isNativeImage(),
                System.getProperty("os.name") + "/" + System.getProperty("os.arch"));
    }

    /** Answers with the version. */
    @GET
    @Operation(operationId = "getVersion", summary = "The version of Assay.")
    @APIResponse(
            responseCode = "200",
            description = "The version.",
            content = @Content(schema = @Schema(implementation = VersionAnswer.class)))
    @APIResponse(responseCode = "406", ref = ApiDescription.PROBLEM)
    public Uni<VersionAnswer> version() {
        return Uni.createFrom().item(answer);
    }

    @RegisterForReflection
    @Schema(name = "Version")
    record VersionAnswer(
            @Schema(required = true, examples = "1.2.0") String version,

            @Schema(
                    required = true,
                    description = "The commit that it was built from; unknown where the build was not told.")
            String commit,

            @Schema(
                    required = true,
                    description = "The version of Java that it runs on, or was built with.",
                    name = "java")
            String java,

            @Schema(required = true, name = "native", description = "Whether it is a native executable.")
            @com.fasterxml.jackson.annotation.JsonProperty("native")
            boolean isNative,

            @Schema(required = true, examples = "Linux/amd64")
            String platform) {}
}
