package dev.assay.api;

import dev.assay.host.PluginHost;
import dev.assay.measure.Follower;
import dev.assay.measure.InternalErrors;
import dev.assay.measure.Measurer;
import dev.assay.measure.MetricRunner;
import dev.assay.measure.Planner;
import dev.assay.measure.PluginLookup;
import dev.assay.measure.SecretArguments;
import dev.assay.measure.SecretValues;
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
    InternalErrors bugs() {
        return new InternalErrors();
    }

    @Produces
    @Singleton
    Measurer measurer(PluginHost host, InternalErrors bugs) {
        InstantSource clock = InstantSource.system();
        Follower follower = new Follower(clock, Infrastructure.getDefaultWorkerPool());
        return new Measurer(new MetricRunner(new PluginLookup(host), follower, bugs, clock), clock, System::nanoTime);
    }
}
