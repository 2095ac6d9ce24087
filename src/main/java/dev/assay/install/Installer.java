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

    /**
     * Checks an installed executable right before it is started, and again before each restart: gives it back when its
     * file still has its digest, else installs it anew. Fails and runs as {@link #install} does.
     */
    default Uni<Executable> recheck(PluginSpec spec, Executable executable) {
        return Uni.createFrom().item(executable);
    }
}
