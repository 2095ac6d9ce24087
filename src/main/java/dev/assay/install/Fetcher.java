package dev.assay.install;

import dev.assay.config.PluginSpec;
import dev.assay.install.http.Progress;
import dev.assay.install.store.InstallException;
import io.smallrye.mutiny.Uni;
import java.util.function.Consumer;

/** Gets executables from locations of one scheme. Many may run at once. */
interface Fetcher {
    /**
     * Fails with {@link InstallException}. May block the subscriber's thread for files, never for a server.
     *
     * @param progress is told now and then how far a download is, on any thread
     */
    Uni<Executable> fetch(PluginSpec spec, Consumer<Progress> progress);
}
