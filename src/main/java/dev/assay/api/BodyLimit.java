package dev.assay.api;

import dev.assay.settings.AssaySettings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body whose announced length is over the limit before any of it is read. One that does not announce its
 * length is refused by {@link BodyReader}.
 */
@Singleton
final class BodyLimit {
    /** Before Quarkus' own limit, {@code quarkus.http.limits.max-body-size}, which answers without a body. */
    private static final int PRIORITY = 100;

    private final long limit;

    BodyLimit(AssaySettings settings) {
        this.limit = settings.measure().maxBody().asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (!request.path().startsWith("/api/") || length(request) <= limit) {
            exchange.next();
            return;
        }
        Problem problem = Problems.tooLarge(limit);
        exchange.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .endHandler(end -> request.connection().close())
                .end(problem.json(request.path()).toString());
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
