package dev.assay;

import dev.assay.host.BootException;
import dev.assay.host.PluginHost;
import dev.assay.install.store.StoreUpkeep;
import dev.assay.settings.AssaySettings;
import dev.assay.settings.SettingsException;
import dev.assay.settings.SettingsReader;
import dev.assay.text.ForeignText;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Boots the host when the service starts, and stops the plugins when the service stops. Boot runs beside the service,
 * whose health endpoints answer from the start.
 */
@Singleton
final class Lifecycle {
    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    /** The limit for reading the configuration in dev mode. A file takes milliseconds; a request must not wait for a cluster. */
    private static final Duration CONFIGURATION_WAIT = Duration.ofSeconds(5);

    /**
     * The limit for a boot that succeeds or fails at once. Long enough for plugins that are there, and short beside the
     * time-out of a probe.
     */
    private static final Duration FIRST_OUTCOME = Duration.ofSeconds(3);

    private static final int FAILURE = 1;

    private static final int LONGEST_REASON = 300;

    private final PluginHost host;
    private final StoreUpkeep upkeep;
    private final Shutdown shutdown;
    private final AssaySettings settings;
    private final CompletableFuture<Void> booted = new CompletableFuture<>();
    private @Nullable StopLimit stopLimit;
    private volatile boolean stopping;
    private volatile boolean failed;

    Lifecycle(PluginHost host, StoreUpkeep upkeep, Shutdown shutdown, AssaySettings settings) {
        this.host = host;
        this.upkeep = upkeep;
        this.shutdown = shutdown;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            stopLimit = StopLimit.install(Shutdown.longest(settings.stop()));
        }
        Infrastructure.setDroppedExceptionHandler(Lifecycle::dropped);
        warnOfSettings();
        Cancellable unused = host.boot().subscribe().with(done -> booted.complete(null), booted::completeExceptionally);
        var unusedUpkeep = booted.thenRun(upkeep::begin);
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            awaitConfiguration();
        } else if (LaunchMode.current() == LaunchMode.NORMAL) {
            if (settings.stop().withParent()) {
                stopWithParent();
            }
            awaitFirstOutcome();
        }
        var unusedFailure = booted.whenComplete((done, failure) -> bootFailed(failure));
    }

    /** Stops the service, as SIGTERM does, when the process that started it has ended. */
    private void stopWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> {
            var unused = parent.onExit().thenRun(() -> {
                LOG.infof("The process %d, which started Assay, has ended", parent.pid());
                stopInTime();
                Quarkus.asyncExit();
            });
        });
    }

    /** Bounds a stop that begins without a signal. */
    private void stopInTime() {
        Objects.requireNonNull(stopLimit).begin();
    }

    private static void warnOfSettings() {
        try {
            SettingsReader.ofProcess().warnings().forEach(LOG::warn);
        } catch (SettingsException e) {
            LOG.error(e.getMessage());
        }
    }

    /**
     * Lets a boot that fails at once fail before a port is open. What takes longer may yet succeed, and until then the
     * probes of the kubelet are to be answered.
     *
     * @throws ConfigurationException which ends the start of Quarkus, and of which only the message is shown
     */
    private void awaitFirstOutcome() {
        try {
            booted.get(FIRST_OUTCOME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.infof("Boot goes on beside the service, which is not ready until it is over");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            BootReport report = report(Objects.requireNonNullElse(e.getCause(), e));
            shutdown.end();
            ApplicationLifecycleManager.setDefaultExitCodeHandler((code, cause) -> report.end());
            throw new ConfigurationException("The start ends before a port is open");
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
        } catch (io.smallrye.mutiny.TimeoutException e) {
            LOG.warnf(
                    "The configuration had not been read after %d s; requests may not find their plugins yet",
                    CONFIGURATION_WAIT.toSeconds());
        }
    }

    /** Is called at SIGTERM, on the thread that stops the service, before requests are drained. */
    void expectStop(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        if (failed || LaunchMode.current() != LaunchMode.NORMAL) {
            shutdown.beginAtOnce();
        } else {
            shutdown.begin();
        }
    }

    /** Is called on the same thread, after requests have been drained ({@code quarkus.shutdown.timeout}). */
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        shutdown.end();
    }

    private void bootFailed(@Nullable Throwable failure) {
        if (failure == null) {
            return;
        }
        if (stopping) {
            LOG.info("The stop came before boot was over");
            return;
        }
        giveUp(report(failure));
    }

    private static BootReport report(Throwable failure) {
        if (failure instanceof BootException faults) {
            return new BootReport(faults.faults());
        }
        LOG.error("The boot failed in a way that Assay did not foresee; please report it", failure);
        return new BootReport(List.of("this is a bug in Assay: " + failure));
    }

    /** Ends the process with exit code 1, and says why at the very end. In dev mode and tests it waits for the next edit. */
    private void giveUp(BootReport report) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            failed = true;
            ApplicationLifecycleManager.setDefaultExitCodeHandler((code, cause) -> report.end());
            stopInTime();
            Quarkus.asyncExit(FAILURE);
        } else {
            LOG.error(report);
            LOG.info("Waiting for the next edit");
        }
    }
}
