package dev.assay.cluster;

import com.google.common.util.concurrent.MoreExecutors;
import dev.assay.pace.BackOff;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows one ConfigMap. The listener is always given the answer to a {@code get}; a Kubernetes watch only says when one
 * is due. So neither a late, repeated or lost event nor an expired version can make a difference. A watch may also go
 * silent without an end, and rights may be taken from it without its notice. Therefore one {@code get} is made every
 * {@link #RESYNC} besides.
 *
 * <p>All that blocks runs on the worker, one after the other. The fields are confined to it where nothing else is said.
 */
public final class ConfigMapWatch {
    private static final Logger LOG = Logger.getLogger(ConfigMapWatch.class);

    static final Duration RESYNC = Duration.ofSeconds(30);

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    /** An API server that is being replaced is away for a moment; only a longer absence is reported. */
    private static final int UNREPORTED_FAILURES = 2;

    private final ClusterConfigMap map;
    private final Listener listener;
    private final Executor serial;
    private final ScheduledExecutorService timer;

    private final AtomicBoolean lookQueued = new AtomicBoolean();
    private final AtomicReference<@Nullable Watch> watch = new AtomicReference<>();
    private final AtomicReference<@Nullable Future<?>> next = new AtomicReference<>();
    private volatile boolean closed;

    private int failures;
    private int lostWatches;
    private @Nullable WatchListener watchListener;
    private ClusterException.@Nullable Kind watchRefused;

    /** Is called on the worker, one call after the other. */
    public interface Listener {
        /** The ConfigMap was read; its content may be the same as the last time. */
        void read(ClusterConfigMap.Content content);

        /** The ConfigMap cannot be read now, perhaps once more for the same reason. It will be tried again. */
        void failed(ClusterException reason);
    }

    /**
     * @param worker asks the API server; may be blocked by it
     * @param timer runs short tasks only
     */
    public ConfigMapWatch(ClusterConfigMap map, Listener listener, Executor worker, ScheduledExecutorService timer) {
        this.map = map;
        this.listener = listener;
        this.serial = MoreExecutors.newSequentialExecutor(worker);
        this.timer = timer;
    }

    /** Reads the ConfigMap for the first time and watches it from then on. Is called once. */
    public void start() {
        requestLook();
    }

    /** From any thread; the listener is called at most once more. */
    public void close() {
        closed = true;
        cancel(next.getAndSet(null));
        closeWatch();
    }

    /** From any thread; requests that come before the look has begun are one look. */
    private void requestLook() {
        if (!closed && lookQueued.compareAndSet(false, true)) {
            serial.execute(() -> {
                lookQueued.set(false);
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
            LOG.errorf(e, "Reading the %s failed; this is a bug in Assay, please report it", map.description());
        } finally {
            schedule(delay, delay.equals(RESYNC) ? this::resync : this::requestLook);
        }
    }

    /** Whether the API server has answered with the ConfigMap, or that there is none. */
    private boolean lookOnce() {
        ClusterConfigMap.Content content;
        try {
            content = map.read();
        } catch (ClusterException e) {
            failures++;
            if (!e.kind().passes() || failures > UNREPORTED_FAILURES) {
                listener.failed(e);
            } else {
                LOG.debugf("Will try again: %s", e.getMessage());
            }
            return e.kind() == ClusterException.Kind.GONE;
        }
        listener.read(content);
        return true;
    }

    private void resync() {
        serial.execute(() -> lostWatches = 0);
        requestLook();
    }

    private void openWatch() {
        if (watch.get() != null) {
            return;
        }
        WatchListener own = new WatchListener();
        watchListener = own;
        try {
            watch.set(map.watch(own));
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
    private void watchEnded(WatchListener ended, @Nullable WatcherException cause) {
        if (closed) {
            return;
        }
        LOG.debugf(cause, "The watch of the %s ended and is opened again", map.description());
        serial.execute(() -> {
            if (ended == watchListener) {
                closeWatch();
                schedule(backOff(++lostWatches), this::requestLook);
            }
        });
    }

    private void closeWatch() {
        Watch open = watch.getAndSet(null);
        if (open != null) {
            open.close();
        }
    }

    /** Replaces the task that was to come next. */
    private void schedule(Duration delay, Runnable task) {
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

    private final class WatchListener implements Watcher<ConfigMap> {
        @Override
        public void eventReceived(Action action, ConfigMap changed) {
            if (action != Action.BOOKMARK) {
                requestLook();
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
