package dev.assay.config;

import com.google.common.util.concurrent.MoreExecutors;
import dev.assay.cluster.Cluster;
import dev.assay.cluster.ClusterCall;
import dev.assay.cluster.ClusterException;
import dev.assay.text.BackOff;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows one ConfigMap. What counts is always a {@code get}; a Kubernetes watch only says when it is worth one, so that
 * neither a late, repeated or lost event nor an expired version can make a difference. A watch may also go silent without
 * an end, and rights may be taken from it without its notice: therefore one {@code get} in {@link #RESYNC} besides.
 *
 * <p>All that blocks runs on the worker, one after the other; the fields are confined to it where nothing else is said.
 */
final class ConfigMapWatch {
    private static final Logger LOG = Logger.getLogger(ConfigMapWatch.class);

    static final Duration RESYNC = Duration.ofSeconds(30);

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    /** An API server that is being replaced is away for a moment; only what lasts longer is told. */
    private static final int UNTOLD_FAILURES = 2;

    private final Cluster cluster;
    private final String name;
    private final Supplier<PluginList> read;
    private final DistinctReadings news;
    private final Executor serial;
    private final ScheduledExecutorService timer;

    private final AtomicBoolean poked = new AtomicBoolean();
    private final AtomicReference<@Nullable Watch> watch = new AtomicReference<>();
    private final AtomicReference<@Nullable Future<?>> next = new AtomicReference<>();
    private volatile boolean closed;

    private int failures;
    private int lostWatches;
    private @Nullable Poker poker;
    private ClusterException.@Nullable Kind watchRefused;

    /**
     * @param read blocks; throws {@link ClusterException} or {@link ConfigException}
     * @param sink gets what was read, on the worker
     */
    ConfigMapWatch(
            Cluster cluster,
            String name,
            Supplier<PluginList> read,
            Consumer<? super ConfigReading> sink,
            Executor worker,
            ScheduledExecutorService timer) {
        this.cluster = cluster;
        this.name = name;
        this.read = read;
        this.news = new DistinctReadings(sink);
        this.serial = MoreExecutors.newSequentialExecutor(worker);
        this.timer = timer;
    }

    void start() {
        poke();
    }

    void close() {
        closed = true;
        cancel(next.getAndSet(null));
        closeWatch();
    }

    /** From any thread; what is asked while it waits for its turn is the same wish. */
    private void poke() {
        if (!closed && poked.compareAndSet(false, true)) {
            serial.execute(() -> {
                poked.set(false);
                look();
            });
        }
    }

    private void look() {
        if (closed) {
            return;
        }
        Duration delay = LONGEST_DELAY;
        try {
            boolean answered = lookOnce();
            if (answered) {
                failures = 0;
                openWatch();
            }
            delay = answered ? RESYNC : backOff(failures);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Reading the %s failed; this is a bug in Assay, please report it", description());
        } finally {
            after(delay, delay.equals(RESYNC) ? this::resync : this::poke);
        }
    }

    /** Whether the API server has spoken on the matter. */
    private boolean lookOnce() {
        try {
            news.read(read.get());
            return true;
        } catch (ConfigException e) {
            news.refused(e);
            return true;
        } catch (ClusterException e) {
            failures++;
            if (!e.kind().passes() || failures > UNTOLD_FAILURES) {
                news.refused(refusal(description(), e), e.kind());
            } else {
                LOG.debugf("Will try again: %s", e.getMessage());
            }
            return e.kind() == ClusterException.Kind.GONE;
        }
    }

    private String description() {
        return "ConfigMap " + name + " in the namespace " + cluster.namespace();
    }

    private void resync() {
        serial.execute(() -> lostWatches = 0);
        poke();
    }

    private void openWatch() {
        if (watch.get() != null) {
            return;
        }
        ClusterCall call = new ClusterCall("watch", "configmaps", cluster.namespace(), name);
        Poker own = new Poker();
        poker = own;
        try {
            Watch opened = cluster.ask(call, client -> client.configMaps()
                    .inNamespace(call.namespace())
                    .withName(name)
                    .watch(own));
            watch.set(opened);
            watchRefused = null;
            if (closed) {
                closeWatch();
            }
        } catch (ClusterException e) {
            if (e.kind() != watchRefused) {
                watchRefused = e.kind();
                LOG.warnf("%s. Until then it is read every %d s", e.getMessage(), RESYNC.toSeconds());
            }
        }
    }

    /** On a thread of the Kubernetes client. */
    private void watchEnded(Poker ended, @Nullable WatcherException cause) {
        if (closed) {
            return;
        }
        LOG.debugf(cause, "The watch of the ConfigMap %s ended and is opened again", name);
        serial.execute(() -> {
            if (ended == poker) {
                closeWatch();
                after(backOff(++lostWatches), this::poke);
            }
        });
    }

    private void closeWatch() {
        Watch open = watch.getAndSet(null);
        if (open != null) {
            open.close();
        }
    }

    /** In place of what was to come next. */
    private void after(Duration delay, Runnable task) {
        if (!closed) {
            cancel(next.getAndSet(timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS)));
        }
    }

    private static void cancel(@Nullable Future<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }

    /** 1 s, 2 s, 4 s, 8 s, 10 s. */
    private static Duration backOff(int attempt) {
        return BackOff.exactDelayAfter(attempt, FIRST_DELAY, LONGEST_DELAY);
    }

    /** As what is told of the configuration; trying again may help. */
    static ConfigException refusal(String description, ClusterException e) {
        ConfigFault fault = new ConfigFault("ConfigMap", "", e.problem(), e.remedy());
        return new ConfigException(description, List.of(fault), false);
    }

    private final class Poker implements Watcher<ConfigMap> {
        @Override
        public void eventReceived(Action action, ConfigMap map) {
            if (action != Action.BOOKMARK) {
                poke();
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            watchEnded(this, cause);
        }

        @Override
        public void onClose() {
            watchEnded(this, null);
        }
    }
}
