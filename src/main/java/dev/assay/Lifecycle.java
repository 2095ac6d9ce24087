package dev.assay;

import dev.assay.host.BootException;
import dev.assay.host.PluginHost;
import dev.assay.install.store.StoreUpkeep;
import dev.assay.settings.AssaySettings;
import dev.assay.settings.SettingsCheck;
import dev.assay.text.ForeignText;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Boots the host when the service starts, and stops the plugins when the service stops. Boot runs beside the service,
 * whose health endpoints answer from the start.
 */
@Singleton
final class Lifecycle {
    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    /** The time that a stop takes beside waiting: closing connections, killing descendants. */
    private static final Duration STOP_OVERHEAD = Duration.ofSeconds(5);

    /** The limit for reading the configuration in dev mode. A file takes milliseconds; a request must not wait for a cluster. */
    private static final Duration CONFIGURATION_WAIT = Duration.ofSeconds(5);

    private static final int LONGEST_REASON = 300;

    private final PluginHost host;
    private final AssaySettings settings;
    private final StoreUpkeep upkeep;
    private volatile boolean stopping;

    Lifecycle(PluginHost host, AssaySettings settings, StoreUpkeep upkeep) {
        this.host = host;
        this.settings = settings;
        this.upkeep = upkeep;
    }

    void start(@Observes StartupEvent event) {
        Infrastructure.setDroppedExceptionHandler(Lifecycle::dropped);
        List<String> faults = SettingsCheck.faults(settings);
        if (faults.isEmpty()) {
            Cancellable unused = host.boot().subscribe().with(done -> upkeep.begin(), this::bootFailed);
            if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
                awaitConfiguration();
            }
        } else {
            giveUp(faults);
        }
    }

    /** Who gave a call up need not be told how it would have ended; Mutiny would write a stack trace for each. */
    private static void dropped(Throwable failure) {
        LOG.infof(
                "Nobody waits any more for what failed with: %s",
                ForeignText.oneLine(failure.toString(), LONGEST_REASON));
    }

    /** In dev mode a request triggers the restart after an edit and is answered after this; it must find its plugin. */
    private void awaitConfiguration() {
        try {
            host.configured().await().atMost(CONFIGURATION_WAIT);
        } catch (TimeoutException e) {
            LOG.warnf(
                    "The configuration had not been read after %d s; requests may not find their plugins yet",
                    CONFIGURATION_WAIT.toSeconds());
        }
    }

    /** Is called at SIGTERM, before the wait for requests in flight. */
    void expectStop(@Observes ShutdownDelayInitiatedEvent event) {
        host.expectStop();
    }

    /**
     * Is called on the thread that stops the service. HTTP has been drained by then (quarkus.shutdown.timeout). The wait
     * for the plugins is at most the drain and three graces.
     */
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
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
        if (stopping) {
            LOG.info("The stop came before boot was over");
            return;
        }
        if (failure instanceof BootException faults) {
            giveUp(faults.faults());
        } else {
            LOG.error("The boot failed in a way that Assay did not foresee; please report it", failure);
            giveUp(List.of("this is a bug in Assay: " + failure));
        }
    }

    /** Ends the process with exit code 1. In dev mode and tests it waits for the next edit instead. */
    private static void giveUp(List<String> faults) {
        LOG.error("Assay cannot start:\n  - " + String.join("\n  - ", faults));
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Quarkus.asyncExit(1);
        } else {
            LOG.info("Waiting for the next edit");
        }
    }
}
