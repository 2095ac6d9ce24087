package dev.assay.api.health;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The answer to paths of the management interface that are none, in place of a page of HTML. */
@Singleton
final class UnknownPath {
    private static final int NOT_FOUND = 404;

    private static final String SENTENCE =
            "tried to find this path, but there is nothing; this port has /q/health and /q/metrics\n";

    void register(@Observes ManagementInterface management) {
        management.router().route().last().handler(UnknownPath::refuse);
    }

    private static void refuse(RoutingContext request) {
        request.response()
                .setStatusCode(NOT_FOUND)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                .end(SENTENCE);
    }
}
