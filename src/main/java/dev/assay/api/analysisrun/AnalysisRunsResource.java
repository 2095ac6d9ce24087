package dev.assay.api.analysisrun;

import dev.assay.api.ApiDescription;
import dev.assay.api.BodyReader;
import dev.assay.api.CallParameters;
import dev.assay.api.PostedBody;
import dev.assay.api.Problem;
import dev.assay.api.Warnings;
import dev.assay.api.WatchParameter;
import dev.assay.api.access.Access;
import dev.assay.api.access.HttpCallers;
import dev.assay.api.admission.UploadedBody;
import dev.assay.api.measurement.Parameters;
import dev.assay.measure.FieldValidation;
import dev.assay.measure.Planner;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.run.AnalysisRuns;
import dev.assay.measure.run.RunPage;
import dev.assay.measure.run.RunQuery;
import dev.assay.measure.run.RunView;
import dev.assay.metric.Caller;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Creates, shows, ends and removes AnalysisRuns. A run is planned and written on worker threads, since its specification may
 * be large. No thread waits for a plugin.
 */
@Path(AnalysisRunsResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = ApiDescription.ANALYSIS_RUNS)
public final class AnalysisRunsResource {
    static final String PATH = "/api/v1/analysisruns";

    private static final String NAME = "The name of the run.";

    private final Planner planner;
    private final AnalysisRuns runs;
    private final HttpCallers callers;
    private final Access access;
    private final RoutingContext exchange;

    /** @param exchange the one that is being worked on */
    AnalysisRunsResource(
            Planner planner, AnalysisRuns runs, HttpCallers callers, Access access, RoutingContext exchange) {
        this.planner = planner;
        this.runs = runs;
        this.callers = callers;
        this.access = access;
        this.exchange = exchange;
    }

    /** The refusal where no run has this name. */
    static RequestRefusedException unknown(String name) {
        return RequestRefusedException.unknownRun(name, "GET " + PATH);
    }

    /** Creates a run, and answers without waiting for its first measurement. */
    @POST
    @Consumes(BodyReader.TYPES)
    @Operation(
            operationId = "createAnalysisRun",
            summary = "Take an analysis to its end, by the rules of Argo's controller.",
            description =
                    "The body is an AnalysisRun, an AnalysisTemplate or a ClusterAnalysisTemplate, or just its spec;"
                            + " or several documents, whose templates are merged as Argo merges those of one step. What"
                            + " Argo's controller refuses when a run begins is the end of the run, with phase Error. A run is"
                            + " kept in memory, by its name or one that is made of it, until its ttlStrategy is over, somebody"
                            + " removes it, or others need its room.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(ref = ApiDescription.MANIFEST),
                        examples = @ExampleObject(name = "uptime", value = AnalysisRunExamples.MANIFEST)),
                @Content(mediaType = BodyReader.YAML, schema = @Schema(ref = ApiDescription.MANIFEST))
            })
    @APIResponse(
            responseCode = "201",
            description = "The run. It has begun, or has ended at once.",
            headers =
                    @Header(
                            name = HttpHeaders.LOCATION,
                            description = "The path of the run.",
                            schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            schema = @Schema(implementation = AnalysisRunAnswer.class),
                            examples = @ExampleObject(name = "uptime", value = AnalysisRunExamples.RUN)))
    @APIResponse(responseCode = "400", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "406", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "413", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "415", ref = ApiDescription.PROBLEM)
    @APIResponse(
            responseCode = "422",
            description =
                    "No run can be made of the templates, its name is none in Kubernetes, or it has too many metrics.",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(responseCode = "500", ref = ApiDescription.PROBLEM)
    public Uni<RestResponse<AnalysisRunAnswer>> create(
            @Parameter(hidden = true) PostedBody body,
            @Parameter(description = ApiDescription.ARGUMENT, example = "[\"service=shop\"]") @RestQuery
                    List<String> arg,
            @BeanParam CallParameters parameters,
            @Parameter(hidden = true) @Context HttpServerResponse response,
            @Context SecurityContext security) {
        Caller caller = callers.caller(exchange, security.getUserPrincipal(), parameters.failFast());
        AnswerMemory memory = new AnswerMemory(body.memory());
        return body.work(() -> access.permitted(
                        security.getUserPrincipal(),
                        planner.planRun(
                                body.objects(),
                                Parameters.arguments(arg),
                                parameters.validation(FieldValidation.STRICT))))
                .invoke(plan -> Warnings.add(response, plan.warnings()))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(plan -> created(runs.create(plan, caller), memory));
    }

    private static RestResponse<AnalysisRunAnswer> created(RunView run, AnswerMemory memory) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, answer(run, memory))
                .header(HttpHeaders.LOCATION, PATH + "/" + run.name())
                .build();
    }

    private static AnalysisRunAnswer answer(RunView run, AnswerMemory memory) {
        AnalysisRunAnswer answer = AnalysisRunAnswer.of(run);
        memory.add(answer.json());
        return answer;
    }

    private AnswerMemory memory() {
        return new AnswerMemory(UploadedBody.of(exchange).memory());
    }

    /** Answers with runs, in the order of their creation. */
    @GET
    @Blocking
    @Operation(
            operationId = "listAnalysisRuns",
            summary = "The AnalysisRuns, in the order of their creation.",
            description = "Without their specifications and measurements. With watch=true all are watched, as an event"
                    + " stream. The first event, analysisruns, is the list. Then there is an event for each change:"
                    + " analysisrun is one run as it is now, removed the name of one that is not kept any more. A reader that"
                    + " is slow gets the newest state of each run, and the whole list where it has missed much. A comment comes"
                    + " every 15 s. The last event is problem where the caller has lost the right to watch. The stream ends"
                    + " when Assay is about to stop.")
    @APIResponse(
            responseCode = "200",
            description = "The runs.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = AnalysisRunListAnswer.class),
                        examples = @ExampleObject(name = "list", value = AnalysisRunExamples.LIST)),
                @Content(
                        mediaType = MediaType.SERVER_SENT_EVENTS,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "watch", value = AnalysisRunExamples.LIST_EVENTS))
            })
    @APIResponse(responseCode = "400", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "406", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "500", ref = ApiDescription.PROBLEM)
    public AnalysisRunListAnswer list(
            @Parameter(description = "A phase that runs have; may be given many times. All runs without it.") @RestQuery
                    List<String> phase,
            @Parameter(
                            description = "How many runs are listed at most. All of them without it.",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
                    @RestQuery
                    @Nullable
                    String limit,
            @Parameter(name = "continue", description = "Where the list goes on: metadata.continue of the part before.")
                    @RestQuery("continue")
                    @Nullable
                    String from,
            @BeanParam WatchParameter watch) {
        watch.refuse("the AnalysisRuns");
        RunPage page = runs.page(RunQuery.of(phase, limit, from));
        return AnalysisRunListAnswer.of(page.runs(), page.next(), memory());
    }

    /** Answers with one run. */
    @GET
    @Path("/{name}")
    @Blocking
    @Operation(
            operationId = "getAnalysisRun",
            summary = "One AnalysisRun, with its specification and its measurements.",
            description =
                    "With watch=true it is watched, as an event stream: event analysisrun is the run as it is now, and"
                            + " comes again after each change. A reader that is slow gets the newest state. The stream ends after the"
                            + " last state of the run. A run that is removed is ended before.")
    @APIResponse(
            responseCode = "200",
            description = "The run.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = AnalysisRunAnswer.class),
                        examples = @ExampleObject(name = "uptime", value = AnalysisRunExamples.RUN)),
                @Content(
                        mediaType = MediaType.SERVER_SENT_EVENTS,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "watch", value = AnalysisRunExamples.EVENTS))
            })
    @APIResponse(responseCode = "400", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "404", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "406", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "500", ref = ApiDescription.PROBLEM)
    public AnalysisRunAnswer one(
            @Parameter(description = NAME, example = "uptime") @RestPath String name, @BeanParam WatchParameter watch) {
        watch.refuse("an AnalysisRun");
        return answer(runs.get(name).orElseThrow(() -> unknown(name)), memory());
    }

    /** Ends one run. */
    @POST
    @Path("/{name}/terminate")
    @Blocking
    @Operation(
            operationId = "terminateAnalysisRun",
            summary = "Ends one AnalysisRun.",
            description =
                    "Measurements in progress are terminated in the plugins, as by spec.terminate. Nothing happens to a run"
                            + " that is over. The body is not read.")
    @APIResponse(
            responseCode = "200",
            description = "The run as it is right after that. It ends when the plugins have answered.",
            content = @Content(schema = @Schema(implementation = AnalysisRunAnswer.class)))
    @APIResponse(responseCode = "404", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "406", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "500", ref = ApiDescription.PROBLEM)
    public AnalysisRunAnswer terminate(@Parameter(description = NAME, example = "uptime") @RestPath String name) {
        if (!runs.terminate(name)) {
            throw unknown(name);
        }
        return answer(runs.get(name).orElseThrow(() -> unknown(name)), memory());
    }

    /** Removes one run. */
    @DELETE
    @Path("/{name}")
    @Blocking
    @Operation(
            operationId = "deleteAnalysisRun",
            summary = "Removes one AnalysisRun.",
            description = "One that is under way is ended first, and removed when the plugins have answered.")
    @APIResponse(
            responseCode = "202",
            description = "The run, which is being ended.",
            content = @Content(schema = @Schema(implementation = AnalysisRunAnswer.class)))
    @APIResponse(responseCode = "204", description = "It is removed.")
    @APIResponse(responseCode = "404", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "406", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "500", ref = ApiDescription.PROBLEM)
    public RestResponse<AnalysisRunAnswer> delete(
            @Parameter(description = NAME, example = "uptime") @RestPath String name) {
        if (!runs.delete(name)) {
            throw unknown(name);
        }
        return runs.get(name)
                .map(run -> RestResponse.status(RestResponse.Status.ACCEPTED, answer(run, memory())))
                .orElseGet(RestResponse::noContent);
    }
}
