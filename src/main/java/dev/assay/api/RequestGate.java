package dev.assay.api;

import dev.assay.measure.Problem;
import dev.assay.measure.Problems;
import dev.assay.settings.AssaySettings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * Refuses by their heads the requests that Quarkus would answer without a problem: one whose announced length is over
 * the limit, before any of it is read (one that does not announce its length is refused by {@link BodyReader}), and one
 * whose Content-Type is none.
 */
@Singleton
final class RequestGate {
    /** Before Quarkus' own limit, {@code quarkus.http.limits.max-body-size}, which answers without a body. */
    private static final int PRIORITY = 100;

    private final long limit;

    RequestGate(AssaySettings settings) {
        this.limit = settings.measure().maxBody().asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (!request.path().startsWith("/api/")) {
            exchange.next();
        } else if (length(request) > limit) {
            refuse(request, Problems.tooLarge(limit));
        } else if (!isMediaType(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            refuse(request, WebProblems.unsupportedMediaType());
        } else {
            exchange.next();
        }
    }

    /** Closes the connection too: what follows on it is a body that nobody reads. */
    private static void refuse(HttpServerRequest request, Problem problem) {
        request.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .endHandler(end -> request.connection().close())
                .end(problem.json(request.path()).toString());
    }

    private static boolean isMediaType(@Nullable String text) {
        try {
            return text == null || MediaType.valueOf(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The announced length in bytes; 0 when there is none, or one that HTTP itself will refuse. */
    private static long length(HttpServerRequest request) {
        @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
