package dev.assay.api.health;

import dev.assay.host.PluginHost;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started: boot is over. */
@Startup
@Singleton
final class StartupCheck implements AsyncHealthCheck {
    private final PluginHost host;

    StartupCheck(PluginHost host) {
        this.host = host;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .item(() ->
                        HealthCheckResponse.named("boot").status(host.started()).build());
    }
}
