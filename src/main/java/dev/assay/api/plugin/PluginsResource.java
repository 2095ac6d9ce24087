package dev.assay.api.plugin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.api.ApiDescription;
import dev.assay.api.BodyReader;
import dev.assay.api.CallParameters;
import dev.assay.api.PluginName;
import dev.assay.api.PostedBodies;
import dev.assay.api.PostedBody;
import dev.assay.api.Warnings;
import dev.assay.api.WatchParameter;
import dev.assay.api.access.HttpCallers;
import dev.assay.api.access.KnownCaller;
import dev.assay.api.measurement.MeasurementAnswer;
import dev.assay.host.PluginHost;
import dev.assay.host.PluginsView;
import dev.assay.host.status.RestartOutcome;
import dev.assay.measure.FieldCheck;
import dev.assay.measure.FieldValidation;
import dev.assay.measure.PluginLookup;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.metric.Caller;
import dev.assay.metric.MetricProvider;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Shows the plugins, and calls one verb of one plugin. */
@Path("/api/v1/plugins")
@Produces(MediaType.APPLICATION_JSON)
@Tag(ref = ApiDescription.PLUGINS)
public final class PluginsResource {
    private static final String CALL_EXAMPLE = """
            {"metric":{"name":"uptime","provider":{"plugin":{"assay/sample-scrape":{\
            "url":"http://localhost:9000/q/metrics","metric":"process_uptime_seconds"}}}}}""";

    private final PluginHost host;
    private final PluginLookup plugins;
    private final HttpCallers callers;
    private final PostedBodies bodies;

    PluginsResource(PluginHost host, PluginLookup plugins, HttpCallers callers, PostedBodies bodies) {
        this.bodies = bodies;
        this.host = host;
        this.plugins = plugins;
        this.callers = callers;
    }

    /** Answers with all plugins, in the order of their configuration. To write them takes longer than an event loop may be held. */
    @GET
    @Blocking
    @Operation(
            operationId = "listPlugins",
            summary = "All plugins, in the order of their configuration.",
            description = "With watch=true they are watched, as an event stream. The first event, plugins, is the list."
                    + " Then there is an event for each change: plugin is one plugin as it is now, removed the name of one that"
                    + " is not configured any more, and configuration the new configurationFault, or null. The numbers of calls"
                    + " are no change; they come every 2 s for all plugins, as statistics. A reader that is slow gets what"
                    + " is new by then, and misses what was between. A comment comes every 15 s. The last event is problem where"
                    + " the caller has lost the right to watch. The stream ends when Assay is about to stop.")
    @APIResponse(
            responseCode = "200",
            description = "The plugins, and why the configuration as it stands is not in force.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = PluginListAnswer.class)),
                @Content(
                        mediaType = MediaType.SERVER_SENT_EVENTS,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "watch", value = PluginEvents.EXAMPLE))
            })
    @APIResponse(responseCode = "400", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "406", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "500", ref = ApiDescription.PROBLEM)
    public PluginListAnswer all(@BeanParam WatchParameter watch) {
        watch.refuse("the plugins");
        return PluginListAnswer.of(new PluginsView(host.plugins(), host.configurationFault()));
    }

    /** Answers with one plugin. */
    @GET
    @Path("/{namespace}/{name}")
    @Operation(operationId = "getPlugin", summary = "One plugin.")
    @APIResponse(
            responseCode = "200",
            description = "The plugin.",
            content = @Content(schema = @Schema(implementation = PluginAnswer.class)))
    @APIResponse(responseCode = "404", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "406", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "500", ref = ApiDescription.PROBLEM)
    public Uni<PluginAnswer> one(@BeanParam PluginName name) {
        return Uni.createFrom().item(() -> PluginAnswer.of(plugins.status(name.full())));
    }

    /** Answers with the latest events of one plugin. */
    @GET
    @Path("/{namespace}/{name}/history")
    @Operation(
            operationId = "getPluginHistory",
            summary = "The latest starts, exits, updates and faults of one plugin.")
    @APIResponse(
            responseCode = "200",
            description = "The events.",
            content = @Content(schema = @Schema(implementation = HistoryAnswer.class)))
    @APIResponse(responseCode = "404", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "406", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "500", ref = ApiDescription.PROBLEM)
    public Uni<HistoryAnswer> history(@BeanParam PluginName name) {
        return Uni.createFrom().item(() -> HistoryAnswer.of(plugins.history(name.full())));
    }

    /** Starts a plugin now, or replaces its process. */
    @POST
    @Path("/{namespace}/{name}/restart")
    @Operation(
            operationId = "restartPlugin",
            summary = "Starts a plugin now.",
            description =
                    "A plugin that is BackingOff or Failed is tried at once. Where it serves, a new process comes up"
                            + " beside the present one and takes over when it is Ready. The body is not read.")
    @APIResponse(
            responseCode = "202",
            description = "The plugin as it is right after that. A process that came up already goes on coming up.",
            content = @Content(schema = @Schema(implementation = PluginAnswer.class)))
    @APIResponse(responseCode = "404", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "406", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "429", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "500", ref = ApiDescription.PROBLEM)
    public Uni<RestResponse<PluginAnswer>> restart(@BeanParam PluginName name) {
        String plugin = name.full();
        return plugins.restart(plugin).map(outcome -> {
            if (outcome == RestartOutcome.TOO_SOON) {
                throw new RequestRefusedException(
                        Kind.TOO_SOON,
                        "tried to restart plugin " + plugin + ", but its last restart was asked for less than a second"
                                + " ago; ask again in a second");
            }
            return RestResponse.status(RestResponse.Status.ACCEPTED, PluginAnswer.of(plugins.status(plugin)));
        });
    }

    /** Calls one verb as Argo's RPC client does: nothing is resolved, nothing is added. */
    @POST
    @Path("/{namespace}/{name}/{verb}")
    @Consumes(BodyReader.TYPES)
    @Operation(
            operationId = "callPlugin",
            summary = "One verb of one plugin, as Argo's RPC client calls it.",
            description =
                    "Nothing is resolved and nothing is added. A verb reads what it needs of the body; what is absent"
                            + " is an empty object. The answer is 200 whatever the phase.")
    @RequestBody(
            required = false,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = PluginCallRequest.class),
                        examples = @ExampleObject(name = "uptime", value = CALL_EXAMPLE)),
                @Content(mediaType = BodyReader.YAML, schema = @Schema(implementation = PluginCallRequest.class))
            })
    @APIResponse(
            responseCode = "200",
            description =
                    "run, resume and terminate answer with a measurement; garbage-collect with an empty object, or"
                            + " its error; metadata with a map; type with the type.",
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            anyOf = {
                                                MeasurementAnswer.class,
                                                GarbageCollectAnswer.class,
                                                MetadataAnswer.class,
                                                TypeAnswer.class
                                            }),
                            examples =
                                    @ExampleObject(
                                            name = "run",
                                            value = "{\"phase\":\"Successful\",\"value\":\"12.5\"}")))
    @APIResponse(responseCode = "400", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "404", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "406", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "413", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "415", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "500", ref = ApiDescription.PROBLEM)
    public Uni<Object> call(
            @BeanParam PluginName name,
            @Parameter(
                            description = "The verb.",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "run",
                                                "resume",
                                                "terminate",
                                                "garbage-collect",
                                                "metadata",
                                                "type"
                                            }))
                    @RestPath
                    String verb,
            @BeanParam CallParameters parameters,
            @Parameter(hidden = true) @Context RoutingContext exchange) {
        Caller caller = callers.caller(exchange, KnownCaller.current().orElse(null), parameters.failFast());
        MetricProvider plugin = plugins.provider(name.full(), caller);
        PluginCallKind kind = PluginCallKind.of(verb);
        FieldValidation validation = parameters.validation(FieldValidation.WARN);
        PostedBody body = bodies.of(exchange);
        return body.work(() -> {
            ObjectNode json = body.object();
            Warnings.add(exchange.response(), FieldCheck.ofCall(json, validation));
            PluginCallRequest call = PluginCallRequest.read(json);
            if (kind.needsMetric()) {
                PluginLookup.requireMetric(name.full(), call.metric());
            }
            return kind.call(plugin, call, body.memory()::grow);
        });
    }
}
