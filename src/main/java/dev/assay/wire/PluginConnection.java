package dev.assay.wire;

import dev.assay.metric.MetricProvider;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletionStage;

/**
 * A long-lived connection to one plugin process. All methods may be called from any thread, and none blocks. Calls run
 * concurrently. When the connection ends, each fails with {@link dev.assay.metric.CallException}. A call has no time-out:
 * the caller cancels it.
 */
public interface PluginConnection extends MetricProvider {
    /** Checks the plugin's health. Fails with {@link dev.assay.metric.CallException} when it is not healthy. */
    Uni<Void> ping();

    /**
     * The number of answers of the plugin so far, errors included. Its output does not count: a program that hangs may go on
     * printing.
     */
    long answers();

    /** Asks the plugin to end. Completes when it agreed or the connection ended, which counts as agreement. */
    Uni<Void> quit();

    /** Completes when the connection has ended, with a sentence that says why; never fails. */
    CompletionStage<String> closed();

    /** Ends the connection. May be called again. */
    void close();
}
