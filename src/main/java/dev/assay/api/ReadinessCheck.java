package dev.assay.api;

import dev.assay.host.PluginHost;
import dev.assay.host.PluginStatus;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the service may be given work. Tells the state of each plugin. */
@Readiness
@Singleton
final class ReadinessCheck implements AsyncHealthCheck {
    private final PluginHost host;

    ReadinessCheck(PluginHost host) {
        this.host = host;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::response);
    }

    private HealthCheckResponse response() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("plugins").status(host.ready());
        for (PluginStatus plugin : host.plugins()) {
            response.withData(plugin.name() + ".state", plugin.state().text());
            if (!plugin.reason().isEmpty()) {
                response.withData(plugin.name() + ".reason", plugin.reason());
            }
            response.withData(plugin.name() + ".restarts", plugin.restarts());
        }
        return response.build();
    }
}
