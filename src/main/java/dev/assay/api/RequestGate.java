package dev.assay.api;

import dev.assay.settings.AssaySettings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests by their headers, where Quarkus would answer without a problem. It refuses an announced length over the
 * limit before any of the body is read; {@link BodyReader} refuses a body that does not announce its length. It also
 * refuses a Content-Type that is no media type.
 */
@Singleton
final class RequestGate {
    /** Before Quarkus' own limit, {@code quarkus.http.limits.max-body-size}, which answers without a body. */
    private static final int PRIORITY = 100;

    private final long limit;
    private final JsonWriter json;

    RequestGate(AssaySettings settings, JsonWriter json) {
        this.limit = settings.measure().maxBody().asLongValue();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (!request.path().startsWith("/api/")) {
            exchange.next();
        } else if (length(request) > limit) {
            refuse(request, Problem.of(BodyReader.tooLarge(limit), request.path()));
        } else if (!isMediaType(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            refuse(request, HttpProblems.of(Response.Status.UNSUPPORTED_MEDIA_TYPE, request.path()));
        } else {
            exchange.next();
        }
    }

    /** Closes the connection too, since nobody reads the body that follows. */
    private void refuse(HttpServerRequest request, Problem problem) {
        request.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .endHandler(end -> request.connection().close())
                .end(json.write(problem));
    }

    private static boolean isMediaType(@Nullable String text) {
        try {
            return text == null || MediaType.valueOf(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The announced length in bytes; 0 when there is none, or one that HTTP itself refuses later. */
    private static long length(HttpServerRequest request) {
        @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
