package dev.assay.host.instance;

import dev.assay.install.InstallProgress;
import dev.assay.process.ProcessExit;
import dev.assay.process.ProcessUsage;
import java.util.Optional;
import java.util.function.Supplier;

/** Who is told how far a {@link StartAttempt} is, inside the plugin's serial context. */
public interface StartObserver {
    /** The download of the executable has come further. Called on any thread, and perhaps after the attempt has ended. */
    void onProgress(InstallProgress progress);

    /** The generation that the process begins if it becomes Ready now. */
    int generation();

    /** @param usage gives the latest sample of the process; may be asked on any thread */
    void onLaunched(long pid, Supplier<Optional<ProcessUsage>> usage);

    /**
     * The process has ended, at whatever time after its launch.
     *
     * @param endedBecause why Assay ended it, which completes the sentence "the process ..."; empty when it did not
     */
    void onExited(ProcessExit exit, Optional<String> endedBecause);

    /** @param protocol {@code grpc}, {@code netrpc} or {@code netrpc-pre-1.5} */
    void onHandshake(String protocol);
}
