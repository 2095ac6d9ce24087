package dev.assay.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.measure.Measurer;
import dev.assay.measure.MetricResult;
import dev.assay.measure.Plan;
import dev.assay.measure.Planner;
import dev.assay.settings.AssaySettings;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * Measures a whole analysis. A body of up to {@code quarkus.rest.input-buffer-size} is read on the event loop, a larger
 * one on a worker thread; a run with arguments is planned on a worker thread, whatever its size. No thread waits for a
 * plugin.
 */
@Path("/api/v1/measurements")
@Consumes({
    MediaType.APPLICATION_JSON,
    BodyReader.YAML,
    BodyReader.YAML_X,
    BodyReader.YAML_TEXT,
    BodyReader.YAML_TEXT_X,
    BodyReader.FORM
})
public final class MeasurementsResource {
    private final Planner planner;
    private final Measurer measurer;
    private final Duration maxWait;

    MeasurementsResource(Planner planner, Measurer measurer, AssaySettings settings) {
        this.planner = planner;
        this.measurer = measurer;
        this.maxWait = settings.measure().maxWait();
    }

    /** The whole, once every metric is done. */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<ObjectNode> measure(RequestBody body, @RestQuery List<String> arg, @RestQuery @Nullable String wait) {
        return planner.plan(body.object(), Parameters.arguments(arg), Parameters.waiting(wait, maxWait))
                .flatMap(measurer::measure)
                .map(StatusJson::status);
    }

    /**
     * Each metric's result as it completes, as event {@code metricResult}; then the whole, as event {@code status}. Planned
     * on a worker thread before the answer begins, since a refusal is no event.
     */
    @POST
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(
            RequestBody body, @RestQuery List<String> arg, @RestQuery @Nullable String wait, @Context Sse sse) {
        Plan plan = planner.planHere(body.object(), Parameters.arguments(arg), Parameters.waiting(wait, maxWait));
        return planner.withSecrets(plan)
                .onItem()
                .transformToMulti(measurer::events)
                .map(event -> sse.newEventBuilder()
                        .name(event instanceof MetricResult ? "metricResult" : "status")
                        .data(String.class, StatusJson.write(event).toString())
                        .build());
    }
}
