package dev.assay.install.progress;

import java.util.OptionalLong;

/** Is told how far a download is, on any thread. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * Called about twice a second while bytes come.
     *
     * @param received bytes that are in the store, those of earlier attempts included
     * @param total bytes of the whole file, where the server told
     * @param bytesPerSecond since the download began
     */
    void progress(long received, OptionalLong total, long bytesPerSecond);
}
