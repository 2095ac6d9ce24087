package dev.assay.wire;

import dev.assay.metric.MetricProvider;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletionStage;

/**
 * A long-lived connection to one plugin process. All methods may be called from any thread, and none blocks. Calls run
 * at once on the one connection; when it ends, each fails with {@link dev.assay.metric.CallException}. A call's
 * time-out is the caller's business: it cancels.
 */
public interface PluginConnection extends MetricProvider {
    /** Asks whether the plugin is well. Fails with {@link dev.assay.metric.CallException} when it is not. */
    Uni<Void> ping();

    /**
     * How many answers have come from the plugin so far, to whatever was asked of it, errors included. What it prints does
     * not count: a program that hangs may well go on printing.
     */
    long answers();

    /** Asks the plugin to end. Completes when it agreed or the connection ended, which counts as agreement. */
    Uni<Void> quit();

    /** Completes when the connection has ended, with a sentence that says why; never fails. */
    CompletionStage<String> closed();

    /** Ends the connection. May be called again. */
    void close();
}
