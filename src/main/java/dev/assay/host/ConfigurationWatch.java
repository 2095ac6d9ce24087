package dev.assay.host;

import dev.assay.config.ConfigReading;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSource;
import dev.assay.config.PluginSpec;
import dev.assay.host.facts.HostObserver;
import dev.assay.host.facts.ReadingOutcome;
import dev.assay.host.slot.HostClock;
import dev.assay.host.slot.ReloadEvents;
import dev.assay.text.ForeignText;
import dev.assay.text.HumanUnits;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The watch over the configuration. It hands good readings on, keeps the fault of a refused one until the next good one,
 * and tells of each distinct fault and warning once. Thread-safe; readings come one after the other.
 */
final class ConfigurationWatch {
    private static final Logger LOG = Logger.getLogger(ConfigurationWatch.class);

    /** Characters. Hundreds of entries may have faults, and the API shows all of them at once. */
    private static final int MAX_MESSAGE = 4096;

    private final PluginSource source;
    private final Consumer<PluginList> onRead;
    private final HostClock clock;
    private final ReloadEvents reloads;
    private final HostObserver observer;
    private Set<String> warnings = Set.of();

    /** The end of the fault's message while a list of an earlier start is in force; empty at other times. */
    private volatile String keptNote = "";

    private volatile @Nullable ConfigurationFault fault;

    /** The last good reading; null before it. */
    private volatile @Nullable List<PluginSpec> inForce;

    private @Nullable Cancellable subscription;
    private boolean stopped;

    ConfigurationWatch(
            PluginSource source,
            Consumer<PluginList> onRead,
            HostClock clock,
            ReloadEvents reloads,
            HostObserver observer) {
        this.source = source;
        this.onRead = onRead;
        this.clock = clock;
        this.reloads = reloads;
        this.observer = observer;
    }

    /** Begins once. The configuration as it is now is handed on first. */
    void begin() {
        Cancellable begun = source.changes()
                .subscribe()
                .with(
                        this::onReading,
                        failure -> LOG.error(
                                "The configuration is not watched any more, because of a bug in Assay; restart it",
                                failure));
        synchronized (this) {
            subscription = begun;
        }
        if (stopped()) {
            begun.cancel();
        }
    }

    void stop() {
        Cancellable begun;
        synchronized (this) {
            stopped = true;
            begun = subscription;
        }
        if (begun != null) {
            begun.cancel();
        }
    }

    /** Why the configuration as it stands is not in force; empty when it is. */
    Optional<ConfigurationFault> fault() {
        return Optional.ofNullable(fault);
    }

    /**
     * Takes note that the configuration could not be read at boot.
     *
     * @param retried whether it is read again; a final failure is told by the caller of boot
     */
    void failed(String message, boolean retried) {
        if (isNew(message)) {
            observer.onReading(ReadingOutcome.REFUSED);
            reloads.unreadable(message, retried);
        }
    }

    /** Puts a reading in force. Where that is a list of an earlier start, its reason is the fault from now on. */
    void accept(PluginList list) {
        keptNote = list.kept().map(this::note).orElse("");
        if (list.kept().isPresent()) {
            String message = list.kept().get().why().getMessage() + keptNote;
            if (isNew(message)) {
                observer.onReading(ReadingOutcome.KEPT);
                reloads.kept(message);
            }
        } else {
            if (fault != null || !list.plugins().equals(inForce)) {
                observer.onReading(ReadingOutcome.ACCEPTED);
            }
            if (fault != null) {
                fault = null;
                reloads.accepted(source.description());
            }
            inForce = list.plugins();
        }
        newWarnings(list).forEach(LOG::warn);
        onRead.accept(list);
    }

    private void onReading(ConfigReading reading) {
        if (reading instanceof ConfigReading.Read read) {
            accept(read.list());
        } else if (reading instanceof ConfigReading.Refused refused) {
            String message = refused.why().getMessage() + keptNote;
            if (isNew(message)) {
                observer.onReading(ReadingOutcome.REFUSED);
                reloads.refused(message);
            }
        }
    }

    private String note(PluginList.Kept kept) {
        return "\n  the list that was read at " + kept.read().truncatedTo(ChronoUnit.SECONDS) + ", "
                + HumanUnits.duration(Duration.between(kept.read(), clock.now())) + " before, is used until then";
    }

    private boolean isNew(String message) {
        ConfigurationFault known = fault;
        boolean isNew = known == null || !known.message().equals(shortened(message));
        if (isNew) {
            fault = new ConfigurationFault(shortened(message), clock.now());
        }
        return isNew;
    }

    private static String shortened(String message) {
        return ForeignText.shortened(message, MAX_MESSAGE, " ...; the log has it all");
    }

    private synchronized List<String> newWarnings(PluginList list) {
        List<String> fresh = list.warnings().stream()
                .filter(warning -> !warnings.contains(warning))
                .toList();
        warnings = new HashSet<>(list.warnings());
        return fresh;
    }

    private synchronized boolean stopped() {
        return stopped;
    }
}
