package dev.assay.install.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The daily tidying of the store. Executables that nobody has used for 30 days are removed, and so are files that dead
 * hosts were writing. The folders of executables that this host uses are touched, so that no other host removes them.
 */
public final class StoreUpkeep {
    private static final Logger LOG = Logger.getLogger(StoreUpkeep.class);

    /** A small part of the time after which an executable is unused, so that a host may miss some runs. */
    private static final Duration INTERVAL = Duration.ofDays(1);

    private final Store store;
    private final Supplier<Set<String>> inUse;
    private final Executor worker;
    private final ScheduledExecutorService timer;

    /**
     * Makes an upkeep that has not begun.
     *
     * @param store the folder of the store, see {@link StoreFolder}
     * @param inUse digests of the executables that are installed for this host's plugins; asked on the worker
     * @param worker is blocked meanwhile
     * @param timer runs short tasks only; its shutdown ends this
     */
    public StoreUpkeep(
            Path store,
            Supplier<Set<String>> inUse,
            Executor worker,
            ScheduledExecutorService timer,
            InstantSource clock) {
        this.store = new Store(store, clock);
        this.inUse = inUse;
        this.worker = worker;
        this.timer = timer;
    }

    /**
     * Tidies now, off the caller's thread, and then daily. To be called once, when the host's plugins are installed.
     */
    public void begin() {
        worker.execute(this::tidy);
        ScheduledFuture<?> unused = timer.schedule(this::begin, INTERVAL.toSeconds(), TimeUnit.SECONDS);
    }

    private void tidy() {
        try {
            store.tidy(inUse.get());
        } catch (RuntimeException e) {
            LOG.error("Removing what is unused from the store failed; this is a bug in Assay, please report it", e);
        }
    }
}
