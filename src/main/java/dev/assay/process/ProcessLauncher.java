package dev.assay.process;

import dev.assay.process.output.OutputListener;
import io.smallrye.mutiny.Uni;

/** Starts child processes. Tests replace it with a fake. */
public interface ProcessLauncher {
    /** Starts a process. Fails with {@link ProcessException}. Does not block the subscriber's thread. */
    Uni<PluginProcess> launch(Launch launch, OutputListener output);
}
