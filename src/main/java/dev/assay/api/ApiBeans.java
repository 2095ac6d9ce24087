package dev.assay.api;

import dev.assay.host.PluginHost;
import dev.assay.metric.SecretValues;
import dev.assay.settings.AssaySettings;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;

/** Puts the room's parts together. */
final class ApiBeans {
    /** How many times as long as the largest body the metrics of a run may be once their arguments are filled in. */
    private static final int FILLED_PER_BODY = 4;

    @Produces
    @Singleton
    Planner planner(AssaySettings settings, SecretValues values) {
        List<String> namespaces = settings.args().secrets().namespaces().orElse(List.of());
        long maxFilled = FILLED_PER_BODY * settings.measure().maxBody().asLongValue();
        return new Planner(
                settings.measure().maxMetrics(),
                (int) Math.min(Integer.MAX_VALUE, maxFilled),
                new SecretArguments(new HashSet<>(namespaces), values),
                Infrastructure.getDefaultWorkerPool());
    }

    @Produces
    @Singleton
    Plugins plugins(PluginHost host) {
        return new Plugins(host);
    }

    @Produces
    @Singleton
    Bugs bugs() {
        return new Bugs();
    }

    @Produces
    @Singleton
    Measurer measurer(PluginHost host, Bugs bugs) {
        InstantSource clock = InstantSource.system();
        Follower follower = new Follower(clock, Infrastructure.getDefaultWorkerPool());
        return new Measurer(new MetricRunner(new PluginChoice(host), follower, bugs, clock), clock, System::nanoTime);
    }
}
