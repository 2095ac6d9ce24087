package dev.assay.install;

import dev.assay.config.PluginSpec;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Consumer;

/** Gets the executable of a plugin. */
public interface Installer {
    /**
     * Fetches, verifies and stores the executable. Fails with {@link InstallException}. Works off the subscriber's
     * thread; many may run at once, for the same file too. Cancelling ends a download.
     *
     * @param progress is told now and then how far a download is, on any thread
     */
    Uni<Executable> install(PluginSpec spec, Consumer<InstallProgress> progress);

    /**
     * Checks an installed executable right before it is started, and again before each restart: gives it back when its
     * file still has its digest, else installs it anew. Fails and runs as {@link #install} does.
     */
    default Uni<Executable> recheck(PluginSpec spec, Executable executable, Consumer<InstallProgress> progress) {
        return Uni.createFrom().item(executable);
    }

    /**
     * Looks at the file that a {@code file://} location names, without reading it; empty where there is none, and for
     * other locations. Never fails. Works off the subscriber's thread.
     */
    default Uni<Optional<FileStamp>> stamp(PluginSpec spec) {
        return Uni.createFrom().item(Optional.empty());
    }
}
