package dev.assay.api.log;

import dev.assay.api.ApiDescription;
import dev.assay.api.EventStream;
import dev.assay.api.JsonWriter;
import dev.assay.api.PluginName;
import dev.assay.api.SseWriter;
import dev.assay.api.access.Access;
import dev.assay.api.access.Right;
import dev.assay.log.KeptLine;
import dev.assay.log.LogQuery;
import dev.assay.measure.PluginLookup;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.security.Principal;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.common.util.RestMediaType;

/** Shows the latest lines that a plugin has logged, and goes on with those that come. */
@Path("/api/v1/plugins")
@Tag(ref = ApiDescription.PLUGINS)
public final class LogsResource {
    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final String PATH = "/{namespace}/{name}/logs";

    private final PluginLookup plugins;
    private final Access access;
    private final JsonWriter json;
    private final InstantSource clock = InstantSource.system();

    LogsResource(PluginLookup plugins, Access access, JsonWriter json) {
        this.plugins = plugins;
        this.access = access;
        this.json = json;
    }

    /** Answers with a line of text for each line. */
    @GET
    @Path(PATH)
    @Produces(TEXT)
    @Operation(
            operationId = "getPluginLogs",
            summary = "The latest lines that one plugin has logged.",
            description = "Of all its processes, of every level, without secrets. How many are kept is set by"
                    + " assay.log.kept-lines and assay.log.kept-size. A line of Assay says where some were left out. Followed"
                    + " lines end when the plugin is removed, or Assay is about to stop.")
    @APIResponse(
            responseCode = "200",
            description = "The lines, the oldest first.",
            content = {
                @Content(
                        mediaType = MediaType.TEXT_PLAIN,
                        schema = @Schema(type = SchemaType.STRING),
                        examples =
                                @ExampleObject(
                                        name = "text",
                                        value = "2026-01-02T03:04:05.678Z WARN  [12] slow took=2s")),
                @Content(
                        mediaType = RestMediaType.APPLICATION_NDJSON,
                        schema = @Schema(implementation = LogLineAnswer.class)),
                @Content(
                        mediaType = MediaType.SERVER_SENT_EVENTS,
                        schema = @Schema(type = SchemaType.STRING),
                        examples =
                                @ExampleObject(
                                        name = "events",
                                        value =
                                                "event: line\ndata: {\"time\":\"2026-01-02T03:04:05.678Z\",\"level\":\"WARN\","
                                                        + "\"pid\":12,\"generation\":1,\"logger\":\"\",\"message\":\"slow\",\"fields\":{\"took\":\"2s\"}}"))
            })
    @APIResponse(responseCode = "400", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "404", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "406", ref = ApiDescription.PROBLEM)
    @APIResponse(responseCode = "500", ref = ApiDescription.PROBLEM)
    public Multi<String> text(
            @BeanParam PluginName name, @BeanParam LogParameters parameters, @Context SecurityContext security) {
        return lines(name.full(), parameters, security).map(LogLineAnswer::text);
    }

    /** Answers with an object of JSON for each line, on a line of its own. */
    @GET
    @Path(PATH)
    @Produces(RestMediaType.APPLICATION_NDJSON)
    @Operation(hidden = true)
    public Multi<LogLineAnswer> jsonLines(
            @BeanParam PluginName name, @BeanParam LogParameters parameters, @Context SecurityContext security) {
        return lines(name.full(), parameters, security).map(LogLineAnswer::of);
    }

    /** Answers with an event {@code line} for each line. */
    @GET
    @Path(PATH)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> events(
            @BeanParam PluginName name,
            @BeanParam LogParameters parameters,
            @Context SecurityContext security,
            @Context Sse sse) {
        String plugin = name.full();
        SseWriter writer = new SseWriter(sse, json);
        Multi<OutboundSseEvent> events =
                lines(plugin, parameters, security).map(line -> writer.event("line", LogLineAnswer.of(line)));
        return EventStream.of(events, writer, "/api/v1/plugins/" + plugin + "/logs");
    }

    private Multi<KeptLine> lines(String plugin, LogParameters parameters, SecurityContext security) {
        Principal caller = security.getUserPrincipal();
        LogQuery query = parameters.query(clock.instant());
        return access.whilePermitted(caller, Right.toSeeLogs(plugin), plugins.logs(plugin, query));
    }
}
