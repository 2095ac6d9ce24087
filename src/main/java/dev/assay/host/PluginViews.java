package dev.assay.host;

import io.grpc.SynchronizationContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The views of all plugins, for those who watch. All of them share one look at the plugins, which is taken a moment after
 * something has changed. It is taken once a second, too, for changes that nobody tells, such as the progress of a download.
 * While nobody watches, nothing is looked at. Thread-safe.
 */
final class PluginViews {
    private static final Logger LOG = Logger.getLogger(PluginViews.class);

    /** Most changes of a plugin come in groups, such as the end of a process and the reason of it. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Supplier<PluginsView> look;
    private final ScheduledExecutorService timer;
    private final SynchronizationContext context = new SynchronizationContext((thread, failure) ->
            LOG.error("Showing the plugins failed; this is a bug in Assay, please report it", failure));
    private final Set<MultiEmitter<? super PluginsView>> watchers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean lookIsDue = new AtomicBoolean();

    /** The fields below are confined to the context. */
    private PluginsView last;

    private boolean ticking;
    private boolean closed;

    /** @param look gives the present view, on any thread */
    PluginViews(Supplier<PluginsView> look, ScheduledExecutorService timer) {
        this.look = look;
        this.timer = timer;
        this.last = look.get();
    }

    /**
     * The present view, and another after each change. A subscriber that is slow gets the newest view, and misses those
     * between. Ends with {@link #close}.
     */
    Multi<PluginsView> all() {
        return Multi.createFrom().emitter(watcher -> context.execute(() -> add(watcher)), BackPressureStrategy.LATEST);
    }

    /** To be called after a change, on any thread. */
    void changed() {
        if (!watchers.isEmpty() && lookIsDue.compareAndSet(false, true)) {
            after(PAUSE, () -> {
                lookIsDue.set(false);
                lookAgain();
            });
        }
    }

    /** Ends the views of all who watch now or later. */
    void close() {
        context.execute(() -> {
            closed = true;
            watchers.forEach(MultiEmitter::complete);
            watchers.clear();
        });
    }

    private void add(MultiEmitter<? super PluginsView> watcher) {
        context.throwIfNotInThisSynchronizationContext();
        lookAgain();
        watcher.emit(last);
        if (closed) {
            watcher.complete();
            return;
        }
        watchers.add(watcher);
        watcher.onTermination(() -> watchers.remove(watcher));
        if (!ticking) {
            ticking = true;
            after(INTERVAL, this::tick);
        }
    }

    private void tick() {
        context.throwIfNotInThisSynchronizationContext();
        ticking = !watchers.isEmpty();
        if (ticking) {
            lookAgain();
            after(INTERVAL, this::tick);
        }
    }

    private void lookAgain() {
        context.throwIfNotInThisSynchronizationContext();
        PluginsView now = look.get();
        if (!now.since(last).isEmpty()) {
            watchers.forEach(watcher -> watcher.emit(now));
        }
        last = now;
    }

    private void after(Duration delay, Runnable task) {
        try {
            Future<?> unused = timer.schedule(() -> context.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Assay is ending, so nobody watches any more");
        }
    }
}
