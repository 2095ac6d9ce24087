package dev.assay.api.health;

import dev.assay.api.AnswerTime;
import dev.assay.host.PluginHost;
import dev.assay.host.status.PluginStatus;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready: the service may be given work. The answer also tells the state of each plugin and of its update, and why the
 * configuration as it stands is not in force. None of these makes the service unready.
 */
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
            plugin.update().ifPresent(update -> {
                response.withData(
                        plugin.name() + ".update.state", update.state().text());
                if (!update.reason().isEmpty()) {
                    response.withData(plugin.name() + ".update.reason", update.reason());
                }
            });
        }
        host.configurationFault().ifPresent(fault -> {
            response.withData("configuration.fault", fault.message());
            response.withData(
                    "configuration.since", AnswerTime.of(fault.since()).toString());
        });
        return response.build();
    }
}
