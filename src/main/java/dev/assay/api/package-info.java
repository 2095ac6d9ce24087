/**
 * The service over HTTP. Answers are records, of which Quarkus makes the OpenAPI description; refusals are problems of RFC
 * 9457.
 */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Assay",
                        version = "1",
                        description =
                                "Runs Argo Rollouts metric plugins as a service of their own. Manifests, phases and"
                                        + " results are those of argoproj.io/v1alpha1. Whatever is refused is answered with"
                                        + " application/problem+json (RFC 9457). The same verbs are offered over gRPC on the same"
                                        + " port, as assay.v1.MetricService, and AnalysisRuns as"
                                        + " assay.v1.AnalysisRunService.",
                        license = @License(name = "Apache-2.0")),
        tags = {
            @Tag(name = ApiDescription.MEASUREMENTS, description = "Measure a whole analysis."),
            @Tag(name = ApiDescription.ANALYSIS_RUNS, description = "Take a whole analysis to its end."),
            @Tag(name = ApiDescription.PLUGINS, description = "See the plugins, and call one verb of one plugin."),
            @Tag(name = "executables", description = "The executables of the plugins, for other replicas."),
            @Tag(name = ApiDescription.ASSAY, description = "Assay itself.")
        },
        components =
                @Components(
                        responses = {
                            @APIResponse(
                                    name = ApiDescription.PROBLEM,
                                    description = "The request is refused.",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class))),
                            @APIResponse(
                                    name = ApiDescription.OVERLOADED,
                                    description =
                                            "Assay has no room for the request at this moment, or is about to stop.",
                                    headers =
                                            @Header(
                                                    name = "Retry-After",
                                                    description = "Seconds after which to try again.",
                                                    schema = @Schema(type = SchemaType.INTEGER)),
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class)))
                        },
                        schemas = {
                            @Schema(
                                    name = ApiDescription.PHASE,
                                    type = SchemaType.STRING,
                                    description =
                                            "From best to worst Successful, Running, Pending, Inconclusive, Error,"
                                                    + " Failed. A plugin may return another.",
                                    examples = "Successful"),
                            @Schema(
                                    name = ApiDescription.MANIFEST,
                                    type = SchemaType.OBJECT,
                                    description =
                                            "An AnalysisRun, AnalysisTemplate or ClusterAnalysisTemplate; kind and"
                                                    + " metadata may be left out.",
                                    requiredProperties = "spec",
                                    properties = {
                                        @SchemaProperty(name = "kind", type = SchemaType.STRING),
                                        @SchemaProperty(name = "metadata", type = SchemaType.OBJECT),
                                        @SchemaProperty(name = "spec", ref = ApiDescription.SPEC)
                                    }),
                            @Schema(
                                    name = ApiDescription.SPEC,
                                    type = SchemaType.OBJECT,
                                    properties = {
                                        @SchemaProperty(
                                                name = "metrics",
                                                type = SchemaType.ARRAY,
                                                implementation = Map.class),
                                        @SchemaProperty(
                                                name = "args",
                                                type = SchemaType.ARRAY,
                                                implementation = Map.class),
                                        @SchemaProperty(
                                                name = "dryRun",
                                                type = SchemaType.ARRAY,
                                                implementation = Map.class),
                                        @SchemaProperty(
                                                name = "measurementRetention",
                                                type = SchemaType.ARRAY,
                                                implementation = Map.class),
                                        @SchemaProperty(
                                                name = "ttlStrategy",
                                                type = SchemaType.OBJECT,
                                                additionalProperties = Integer.class),
                                        @SchemaProperty(name = "terminate", type = SchemaType.BOOLEAN)
                                    })
                        }))
@NullMarked
package dev.assay.api;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.NullMarked;
