package dev.assay.api.analysisrun;

import dev.assay.api.EventStream;
import dev.assay.api.JsonWriter;
import dev.assay.api.SseWriter;
import dev.assay.api.WatchParameter;
import dev.assay.api.access.Access;
import dev.assay.api.access.Right;
import dev.assay.api.admission.UploadedBody;
import dev.assay.measure.run.AnalysisRuns;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** Sends all runs, or one, and then each change, as an event stream. */
@Path(AnalysisRunsResource.PATH)
public final class AnalysisRunWatchResource {
    private final AnalysisRuns runs;
    private final Access access;
    private final JsonWriter json;
    private final RoutingContext exchange;

    /** @param exchange the one that is being worked on */
    AnalysisRunWatchResource(AnalysisRuns runs, Access access, JsonWriter json, RoutingContext exchange) {
        this.runs = runs;
        this.access = access;
        this.json = json;
        this.exchange = exchange;
    }

    /** Watches all runs until the caller leaves, loses the right, or Assay is about to stop. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> watchAll(
            @BeanParam WatchParameter watch, @Context SecurityContext security, @Context Sse sse) {
        watch.require("list the AnalysisRuns");
        SseWriter writer = new SseWriter(sse, json);
        AnalysisRunEvents events = events(writer);
        // Writing a list of all takes longer than an event loop may be held.
        Multi<OutboundSseEvent> written =
                runs.watchAll().emitOn(Infrastructure.getDefaultWorkerPool(), 1).map(events::of);
        return EventStream.of(
                access.whilePermitted(security.getUserPrincipal(), Right.toSeeRuns(), written),
                writer,
                AnalysisRunsResource.PATH);
    }

    /** Watches one run to its end. */
    @GET
    @Path("/{name}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> watch(
            @RestPath String name,
            @BeanParam WatchParameter watch,
            @Context SecurityContext security,
            @Context Sse sse) {
        watch.require("show an AnalysisRun");
        SseWriter writer = new SseWriter(sse, json);
        AnalysisRunEvents events = events(writer);
        Multi<OutboundSseEvent> written = runs.watch(name)
                .orElseThrow(() -> AnalysisRunsResource.unknown(name))
                .map(events::of);
        return EventStream.of(
                access.whilePermitted(security.getUserPrincipal(), Right.toSeeRun(name), written),
                writer,
                AnalysisRunsResource.PATH + "/" + name);
    }

    private AnalysisRunEvents events(SseWriter writer) {
        return new AnalysisRunEvents(
                writer, new AnswerMemory(UploadedBody.of(exchange).memory()));
    }
}
