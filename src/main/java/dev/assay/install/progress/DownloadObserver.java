package dev.assay.install.progress;

import java.time.Duration;

/** Who is told of downloads. Told on any thread; may neither block nor throw. */
@FunctionalInterface
public interface DownloadObserver {
    /**
     * A download has ended, with all its attempts.
     *
     * @param plugin for which it was
     * @param bytes that came; those of a file that is sent anew from its start do not count
     */
    void onEnded(String plugin, DownloadOutcome outcome, long bytes, Duration took);
}
