package dev.assay.api.access;

import dev.assay.measure.Callers;
import dev.assay.metric.Caller;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** The callers of requests over HTTP. */
@Singleton
public final class HttpCallers {
    private final Callers callers;

    HttpCallers(Callers callers) {
        this.callers = callers;
    }

    /**
     * Gives the caller of a request.
     *
     * @param principal null where callers are not known
     * @param failFast {@code true} or {@code false} as the request has it; null for the setting
     */
    public Caller caller(RoutingContext exchange, @Nullable Principal principal, @Nullable String failFast) {
        return callers.caller(principal, exchange.request().remoteAddress().hostAddress(), failFast);
    }
}
