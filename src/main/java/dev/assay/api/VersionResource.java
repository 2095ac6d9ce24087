package dev.assay.api;

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

    VersionResource(VersionAnswer answer) {
        this.answer = answer;
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
}
