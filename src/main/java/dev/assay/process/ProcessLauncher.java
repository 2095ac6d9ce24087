package dev.assay.process;

import io.smallrye.mutiny.Uni;

/** Starts child processes. The one seam to processes: a test may put a fake in its place. */
public interface ProcessLauncher {
    /** Starts a process. Fails with {@link ProcessException}. Works off the subscriber's thread. */
    Uni<PluginProcess> launch(Launch launch, OutputListener output);
}
