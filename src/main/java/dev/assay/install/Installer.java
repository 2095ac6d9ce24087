package dev.assay.install;

import dev.assay.config.PluginSpec;
import io.smallrye.mutiny.Uni;

/** Gets the executable of a plugin. */
public interface Installer {
    /**
     * Fetches, verifies and stores the executable. Fails with {@link InstallException}. Works off the subscriber's
     * thread; many may run at once, for the same file too.
     */
    Uni<Executable> install(PluginSpec spec);
}
