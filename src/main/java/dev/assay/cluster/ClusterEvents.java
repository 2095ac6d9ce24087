package dev.assay.cluster;

import com.google.common.util.concurrent.MoreExecutors;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes Events on one ConfigMap. They are written one after the other on a worker. A failure to write is logged once,
 * until writing succeeds again. Safe for many threads.
 */
public final class ClusterEvents {
    private static final Logger LOG = Logger.getLogger(ClusterEvents.class);

    /** Each reload writes a few Events; more than this waiting for a slow API server are of no use to anybody. */
    private static final int MOST_WAITING = 64;

    private final EventWriter writer;
    private final Executor serial;
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private ClusterException.@Nullable Kind refused;

    /**
     * @param regarding the object that the Events are about
     * @param pod the name of this pod; blank where it is none
     * @param worker may be blocked by the API server
     */
    public ClusterEvents(
            Cluster cluster, ClusterConfigMap regarding, String pod, Executor worker, InstantSource clock) {
        this(new EventWriter(cluster, regarding::reference, pod, clock), worker);
    }

    ClusterEvents(EventWriter writer, Executor worker) {
        this.writer = writer;
        this.serial = MoreExecutors.newSequentialExecutor(worker);
    }

    /** Writes the Event later. Never blocks and never throws. */
    public void write(EventText text) {
        if (!places.tryAcquire()) {
            LOG.debugf("No Event for %s: too many are waiting for the API server", text);
            return;
        }
        try {
            serial.execute(() -> {
                places.release();
                writeNow(text);
            });
        } catch (RejectedExecutionException e) {
            places.release();
            LOG.debugf("No Event for %s: Assay is stopping", text);
        }
    }

    private void writeNow(EventText text) {
        try {
            writer.write(text);
            refused = null;
        } catch (ClusterException e) {
            if (e.kind() != refused) {
                refused = e.kind();
                LOG.warnf(
                        "%s. Until then there are no Events about the plugins; the log has all of it", e.getMessage());
            }
        } catch (RuntimeException e) {
            LOG.warnf(e, "The Event \"%s\" could not be written", text);
        }
    }
}
