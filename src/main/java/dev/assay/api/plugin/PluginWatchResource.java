package dev.assay.api.plugin;

import dev.assay.api.EventStream;
import dev.assay.api.JsonWriter;
import dev.assay.api.SseWriter;
import dev.assay.api.WatchParameter;
import dev.assay.api.access.Access;
import dev.assay.api.access.Right;
import dev.assay.host.PluginHost;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
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
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Sends all plugins, and then each change, as an event stream. */
@Path("/api/v1/plugins")
public final class PluginWatchResource {
    private static final String PATH = "/api/v1/plugins";

    private final PluginHost host;
    private final Access access;
    private final JsonWriter json;
    private final StatisticsFeed statistics;

    PluginWatchResource(PluginHost host, Access access, JsonWriter json, StatisticsFeed statistics) {
        this.host = host;
        this.access = access;
        this.json = json;
        this.statistics = statistics;
    }

    /** Watches until the caller leaves, loses the right, or Assay is about to stop. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> watch(
            @BeanParam WatchParameter watch, @Context SecurityContext security, @Context Sse sse) {
        watch.require("list the plugins");
        Principal caller = security.getUserPrincipal();
        SseWriter writer = new SseWriter(sse, json);
        PluginEvents events = new PluginEvents(writer);
        // Writing all plugins takes longer than an event loop may be held.
        Multi<OutboundSseEvent> written = host.views()
                .emitOn(Infrastructure.getDefaultWorkerPool(), 1)
                .onItem()
                .transformToMultiAndConcatenate(events::of);
        return EventStream.of(
                access.whilePermitted(caller, Right.toList(), written),
                access.whilePermitted(caller, Right.toList(), events.statistics(statistics.all())),
                writer,
                PATH);
    }
}
