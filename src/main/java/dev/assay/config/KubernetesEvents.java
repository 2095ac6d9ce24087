package dev.assay.config;

import com.google.common.util.concurrent.MoreExecutors;
import dev.assay.cluster.ClusterException;
import dev.assay.cluster.EventText;
import dev.assay.cluster.EventWriter;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes Events on the ConfigMap. They are written one after the other, beside whoever tells something; what cannot
 * be written is logged once, until it can again.
 */
final class KubernetesEvents implements ConfigEvents {
    private static final Logger LOG = Logger.getLogger(KubernetesEvents.class);

    /** Each reload tells a few things; more than this waiting for a slow API server are of no use to anybody. */
    private static final int MOST_WAITING = 64;

    private final EventWriter writer;
    private final Executor serial;
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private ClusterException.@Nullable Kind refused;

    /** @param worker may be blocked by the API server */
    KubernetesEvents(EventWriter writer, Executor worker) {
        this.writer = writer;
        this.serial = MoreExecutors.newSequentialExecutor(worker);
    }

    @Override
    public void normal(String reason, String message) {
        tell(new EventText("Normal", reason, message));
    }

    @Override
    public void warning(String reason, String message) {
        tell(new EventText("Warning", reason, message));
    }

    private void tell(EventText text) {
        if (!places.tryAcquire()) {
            LOG.debugf("No Event for %s: too many are waiting for the API server", text);
            return;
        }
        try {
            serial.execute(() -> {
                places.release();
                write(text);
            });
        } catch (RejectedExecutionException e) {
            LOG.debugf("No Event for %s: Assay is stopping", text);
        }
    }

    private void write(EventText text) {
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
