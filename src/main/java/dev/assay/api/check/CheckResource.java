package dev.assay.api.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.api.ApiDescription;
import dev.assay.api.BodyReader;
import dev.assay.api.PostedBody;
import dev.assay.check.ManifestTextCheck;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Checks manifests: ConfigMaps with plugins, and what uses these plugins. It changes nothing. */
@Path("/api/v1/check")
@Tag(ref = ApiDescription.PLUGINS)
@Consumes(BodyReader.TYPES)
@Produces(MediaType.APPLICATION_JSON)
public final class CheckResource {
    /** A body is parsed for the plugins, for their list, which is a text in a text, and for the analyses. */
    private static final int PARSINGS = 3;

    private static final String EXAMPLE = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: argo-rollouts-config
            data:
              metricProviderPlugins: |
                - name: acme/latency
                  location: file:///opt/plugins/latency
            """;

    private final ManifestTextCheck check;

    CheckResource(ManifestTextCheck check) {
        this.check = check;
    }

    /** Answers with all faults of the manifests, as the command {@code check} finds them. Nothing is fetched. */
    @POST
    @Operation(
            operationId = "check",
            summary = "The faults of manifests.",
            description = "The body holds the ConfigMap with the plugins, the Secrets that its entries name, templates,"
                    + " runs, Rollouts and Experiments, or some of these. The answer is that of the command check with"
                    + " --output json. Nothing is fetched, and nothing is changed.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = BodyReader.YAML,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "one plugin", value = EXAMPLE)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT))
            })
    @APIResponse(
            responseCode = "200",
            description = "What was found, whether there are faults or not.",
            content = @Content(schema = @Schema(implementation = CheckReport.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "413", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "415", ref = ApiDescription.PROBLEM)
    public Uni<ObjectNode> check(@Parameter(hidden = true) PostedBody body) {
        return body.work(() -> Uni.createFrom().item(check.report("the request", body.yaml(PARSINGS))));
    }
}
