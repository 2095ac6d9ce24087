package dev.assay;

import dev.assay.host.BootException;
import dev.assay.host.PluginHost;
import dev.assay.settings.AssaySettings;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Begins the host's boot when the service starts, and ends the plugins when it stops. Boot goes on beside the service,
 * whose health endpoints answer from the start.
 */
@Singleton
final class Lifecycle {
    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    /** For what a stop does beside waiting: closing connections, sweeping for descendants. */
    private static final Duration STOP_OVERHEAD = Duration.ofSeconds(5);

    private final PluginHost host;
    private final AssaySettings settings;

    Lifecycle(PluginHost host, AssaySettings settings) {
        this.host = host;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        Cancellable unused = host.boot().subscribe().with(done -> {}, this::bootFailed);
    }

    /** On the thread that stops the service; the longest wait is the drain and three graces. */
    void stop(@Observes ShutdownEvent event) {
        Duration limit = settings.stop()
                .drain()
                .plus(settings.stop().grace().multipliedBy(3))
                .plus(STOP_OVERHEAD);
        try {
            host.stop().await().atMost(limit);
        } catch (TimeoutException e) {
            LOG.errorf(
                    "The plugins had not ended %d s after the stop began; what is left is killed", limit.toSeconds());
        }
    }

    private void bootFailed(Throwable failure) {
        if (failure instanceof BootException faults) {
            LOG.error("Assay cannot start:\n  - " + String.join("\n  - ", faults.faults()));
        } else {
            LOG.error("Assay cannot start; this is a bug in Assay, please report it", failure);
        }
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Quarkus.asyncExit(1);
        } else {
            LOG.info("Waiting for the next edit");
        }
    }
}
