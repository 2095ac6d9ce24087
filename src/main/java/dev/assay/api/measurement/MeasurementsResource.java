package dev.assay.api.measurement;

import dev.assay.api.ApiDescription;
import dev.assay.api.BodyReader;
import dev.assay.api.CallParameters;
import dev.assay.api.JsonWriter;
import dev.assay.api.PostedBodies;
import dev.assay.api.PostedBody;
import dev.assay.api.Problem;
import dev.assay.api.SseWriter;
import dev.assay.api.Warnings;
import dev.assay.api.access.Access;
import dev.assay.api.access.HttpCallers;
import dev.assay.api.access.KnownCaller;
import dev.assay.api.admission.WorkCost;
import dev.assay.measure.FieldValidation;
import dev.assay.measure.MeasureEvent;
import dev.assay.measure.Measurer;
import dev.assay.measure.MetricResult;
import dev.assay.measure.Plan;
import dev.assay.measure.Planner;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RunLimits;
import dev.assay.measure.RunStatus;
import dev.assay.metric.Caller;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.security.Principal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * Measures a whole analysis. A large body is parsed on a thread for that, a smaller one on the event loop. A run with
 * arguments is planned on a worker thread. No thread waits for a plugin.
 */
@Path(MeasurementsResource.PATH)
@Tag(ref = ApiDescription.MEASUREMENTS)
@Consumes(BodyReader.TYPES)
public final class MeasurementsResource {
    static final String PATH = "/api/v1/measurements";

    private final Planner planner;
    private final Measurer measurer;
    private final RunLimits limits;
    private final HttpCallers callers;
    private final JsonWriter json;
    private final Access access;
    private final PostedBodies bodies;

    MeasurementsResource(
            Planner planner,
            Measurer measurer,
            RunLimits limits,
            JsonWriter json,
            HttpCallers callers,
            Access access,
            PostedBodies bodies) {
        this.bodies = bodies;
        this.callers = callers;
        this.access = access;
        this.planner = planner;
        this.measurer = measurer;
        this.limits = limits;
        this.json = json;
    }

    /** Answers with the status of the run, once every metric is done. */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "measure",
            summary = "Run every metric of an analysis once, all at the same time.",
            description =
                    "The body is an AnalysisRun, an AnalysisTemplate or a ClusterAnalysisTemplate, or just its spec;"
                            + " or several documents, whose templates are merged as Argo merges those of one step."
                            + " The answer is 200 whenever the run was understood, whatever its phase: a metric whose plugin is"
                            + " unknown, or failed, has phase Error. With text/event-stream each metric's result is sent as it"
                            + " completes, as event metricResult, and the status of the run as the last event, status. A caller"
                            + " who leaves gives up what is in flight.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(ref = ApiDescription.MANIFEST),
                        examples = @ExampleObject(name = "uptime", value = MeasurementExamples.MANIFEST)),
                @Content(mediaType = BodyReader.YAML, schema = @Schema(ref = ApiDescription.MANIFEST))
            })
    @APIResponse(
            responseCode = "200",
            description = "The result, in the shape of the status of an AnalysisRun.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = RunStatusAnswer.class),
                        examples = @ExampleObject(name = "uptime", value = MeasurementExamples.STATUS)),
                @Content(
                        mediaType = MediaType.SERVER_SENT_EVENTS,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "uptime", value = MeasurementExamples.EVENTS))
            })
    @APIResponse(responseCode = "400", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "406", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "413", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "415", ref = ApiDescription.PROBLEM)
    @APIResponse(
            responseCode = "422",
            description = "Argo's validation refuses the analysis, or it has too many metrics, or is too large once its"
                    + " arguments are filled in.",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class),
                            examples =
                                    @ExampleObject(name = "no provider", value = MeasurementExamples.INVALID_ANALYSIS)))
    @APIResponse(responseCode = "500", ref = ApiDescription.PROBLEM)
    public Uni<RunStatusAnswer> measure(
            @Parameter(description = ApiDescription.ARGUMENT, example = "[\"service=shop\"]") @RestQuery
                    List<String> arg,
            @Parameter(
                            description =
                                    "How long a measurement that its plugin leaves Running is followed, as Go (1m30s)"
                                            + " or ISO 8601 (PT1M30S) writes it. What is still Running then is terminated. Not"
                                            + " followed at all when absent.",
                            example = "30s")
                    @RestQuery
                    @Nullable
                    String wait,
            @BeanParam CallParameters parameters,
            @Parameter(hidden = true) @Context RoutingContext exchange) {
        @Nullable Principal principal = KnownCaller.current().orElse(null);
        Caller caller = callers.caller(exchange, principal, parameters.failFast());
        PostedBody body = bodies.of(exchange);
        return body.work(() -> access.permitted(
                        principal,
                        planner.plan(
                                body.objects(),
                                Parameters.arguments(arg),
                                Parameters.waitLimit(wait, limits),
                                parameters.validation(FieldValidation.STRICT))))
                .invoke(plan -> Warnings.add(exchange.response(), plan.warnings()))
                .onItem()
                .transformToMulti(plan -> events(plan, body, caller))
                .collect()
                .last()
                .map(status -> RunStatusAnswer.of((RunStatus) status));
    }

    /**
     * Sends each metric's result as it completes, as event {@code metricResult}; then the status of the run, as event
     * {@code status}. Where memory for the results runs out, the last event is {@code problem}. The run is planned on a
     * worker thread before the answer begins, since a refusal is no event.
     */
    @POST
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> stream(
            @RestQuery List<String> arg,
            @RestQuery @Nullable String wait,
            @BeanParam CallParameters parameters,
            @Context RoutingContext exchange,
            @Context SecurityContext security,
            @Context Sse sse) {
        measurer.requireConfigured();
        @Nullable Principal principal = security.getUserPrincipal();
        Caller caller = callers.caller(exchange, principal, parameters.failFast());
        PostedBody body = bodies.of(exchange);
        Plan plan = body.work(() -> access.permitted(
                        principal,
                        Uni.createFrom()
                                .item(planner.planHere(
                                        body.objects(),
                                        Parameters.arguments(arg),
                                        Parameters.waitLimit(wait, limits),
                                        parameters.validation(FieldValidation.STRICT)))))
                .await()
                .indefinitely();
        Warnings.add(exchange.response(), plan.warnings());
        SseWriter writer = new SseWriter(sse, json);
        return planner.withSecrets(plan)
                .onItem()
                .transformToMulti(planned -> events(planned, body, caller))
                .map(event -> event(event, writer))
                .onFailure(RequestRefusedException.class)
                .recoverWithItem(refusal -> writer.problem((RequestRefusedException) refusal, PATH));
    }

    /** Takes memory for each result when it comes; the status holds the same results. */
    private Multi<MeasureEvent> events(Plan plan, PostedBody body, Caller caller) {
        return measurer.events(plan, caller).invoke(event -> {
            if (event instanceof MetricResult result) {
                body.memory().grow(WorkCost.measurement(result.measurement()) + WorkCost.texts(result.metadata()));
            }
        });
    }

    private static OutboundSseEvent event(MeasureEvent event, SseWriter writer) {
        return event instanceof MetricResult result
                ? writer.event("metricResult", MetricResultAnswer.of(result))
                : writer.event("status", RunStatusAnswer.of((RunStatus) event));
    }
}
