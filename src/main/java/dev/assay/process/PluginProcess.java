package dev.assay.process;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A running child process. All methods may be called from any thread, and none blocks. The returned stages complete on
 * a thread that may block.
 */
public interface PluginProcess {
    long pid();

    /**
     * Completes with the handshake, or fails with {@link ProcessException}. It fails when the process ends first, the
     * time is over, or the line is refused. After a failure the caller must still {@link #stop} the process.
     */
    CompletionStage<Handshake> handshake();

    /** Completes as soon as the process has ended, for any reason; never fails. */
    CompletionStage<ProcessExit> exited();

    /** The latest sample, seconds old; empty before the first one, and always on systems without {@code /proc}. */
    Optional<ProcessUsage> usage();

    /**
     * Ends the process and its descendants with SIGTERM, and those still alive after the grace with SIGKILL. Completes
     * when none is left and both pipes have ended. May be called again; the grace that ends first counts. Fails with
     * {@link ProcessException} when the process is still there seconds after SIGKILL.
     */
    Uni<ProcessExit> stop(Duration grace);
}
