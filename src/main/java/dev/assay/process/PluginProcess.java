package dev.assay.process;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A running child process. All methods may be called from any thread, and none blocks. What they return completes on a
 * thread for work that may block.
 */
public interface PluginProcess {
    long pid();

    /**
     * Completes with the handshake, or fails with {@link ProcessException}: the process ended first, the time was over,
     * or the line was refused. Whoever sees the failure must still {@link #stop} the process.
     */
    CompletionStage<Handshake> handshake();

    /** Completes as soon as the process has ended, whatever ended it; never fails. */
    CompletionStage<ProcessExit> exited();

    /**
     * Ends the process and its descendants: SIGTERM, and SIGKILL to what is still there after the grace. Completes when
     * none is left and both pipes are at their end. May be called again; the first call counts, unless a later grace
     * is shorter. Fails with {@link ProcessException} when the process is still there seconds after SIGKILL.
     */
    Uni<ProcessExit> stop(Duration grace);
}
