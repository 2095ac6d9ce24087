package dev.assay.api;

import dev.assay.api.admission.ParserThreads;
import dev.assay.api.admission.UploadedBody;
import dev.assay.measure.RunLimits;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * Gives the body that {@link RequestGate} has read. The endpoints that callers use all the time ask for it here. For a
 * parameter of theirs, Quarkus would parse the annotations of the method anew with each request.
 */
@Singleton
public final class PostedBodies {
    private final RunLimits limits;
    private final ParserThreads threads;

    PostedBodies(RunLimits limits, ParserThreads threads) {
        this.limits = limits;
        this.threads = threads;
    }

    /** The body of an exchange whose media type the endpoint takes; JSON where it names none. */
    public PostedBody of(RoutingContext exchange) {
        @Nullable String type = exchange.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return of(exchange, type == null ? MediaType.APPLICATION_JSON_TYPE : MediaType.valueOf(type));
    }

    PostedBody of(RoutingContext exchange, MediaType type) {
        return new PostedBody(UploadedBody.of(exchange), type, limits.maxText(), threads);
    }
}
