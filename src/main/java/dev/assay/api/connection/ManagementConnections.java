package dev.assay.api.connection;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Tells the guards of the management port of its requests, none of which may take long. */
@Singleton
final class ManagementConnections {
    /** Longer than any check of health takes. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final Vertx vertx;

    ManagementConnections(Vertx vertx) {
        this.vertx = vertx;
    }

    void register(@Observes ManagementInterface management) {
        management.router().route().order(Integer.MIN_VALUE).handler(this::begin);
    }

    private void begin(RoutingContext exchange) {
        Optional<ConnectionGuard> guard = ConnectionGuard.of(exchange.request());
        guard.ifPresent(there -> there.requestBegan(false));
        long timer = vertx.setTimer(
                LONGEST.toMillis(), due -> exchange.request().connection().close());
        exchange.addEndHandler(end -> {
            vertx.cancelTimer(timer);
            guard.ifPresent(there -> there.requestEnded(-1, () -> {}));
        });
        exchange.next();
    }
}
