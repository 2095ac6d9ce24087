package dev.assay.host.instance;

import dev.assay.install.InstallProgress;

/** Who shows how far a {@link StartAttempt} is. Thread-safe. */
public interface StartObserver {
    /** The download of the executable has come further. Called on any thread, and perhaps after the attempt has ended. */
    void onProgress(InstallProgress progress);

    void onLaunched(long pid);

    /** @param protocol {@code grpc} or {@code netrpc} */
    void onHandshake(String protocol);
}
