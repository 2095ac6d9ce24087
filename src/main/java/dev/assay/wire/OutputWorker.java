package dev.assay.wire;

import com.google.common.util.concurrent.MoreExecutors;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/** Runs the tasks that write a plugin's output to its log, one after the other on a worker. Thread-safe. */
public final class OutputWorker {
    private final Executor inOrder;
    private final Logger log;

    /** @param log for what is lost when the worker takes no more tasks */
    public OutputWorker(Executor worker, Logger log) {
        this.inOrder = MoreExecutors.newSequentialExecutor(worker);
        this.log = log;
    }

    /** @param lost what is lost when the task cannot run, for instance {@code 12 bytes of it} */
    public void run(Runnable task, String lost) {
        try {
            inOrder.execute(task);
        } catch (RejectedExecutionException e) {
            log.warnf(
                    "tried to write a plugin's output to the log, but Assay is stopping (%s), so %s, and half a line"
                            + " before it, is lost; stop the plugin before Assay's workers",
                    e.getMessage(), lost);
        }
    }
}
