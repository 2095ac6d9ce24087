package dev.assay.install;

import dev.assay.config.Location;
import dev.assay.config.PluginSpec;
import dev.assay.install.http.Progress;
import dev.assay.install.store.InstallException;
import io.smallrye.mutiny.Uni;
import java.util.function.Consumer;

/** Gets executables from locations of one kind. Many may run at once. */
interface Fetcher<L extends Location> {
    /**
     * Fails with {@link InstallException}. May block the subscriber's thread for files, never for a server.
     *
     * @param location that of the entry
     * @param progress is told now and then how far a download is, on any thread
     */
    Uni<Executable> fetch(PluginSpec spec, L location, Consumer<Progress> progress);
}
