package dev.assay.install;

import dev.assay.config.PluginSpec;

/** Refuses {@code http} and {@code https} with a sentence: nothing is downloaded by this version. */
final class DownloadFetcher implements Fetcher {
    @Override
    public Executable fetch(PluginSpec spec) {
        throw new InstallException(
                true,
                "tried to install plugin " + spec.name() + " from " + spec.shownLocation()
                        + ", but this version of Assay does not download; fetch the executable yourself and use file://",
                null);
    }
}
