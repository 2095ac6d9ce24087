package dev.assay.host.facts;

import dev.assay.host.status.CallCounts;
import dev.assay.host.status.PluginState;
import dev.assay.process.ProcessUsage;
import java.util.Optional;

/** The numbers of one plugin as they are now. Each is cheap to ask for, on any thread, and none blocks. */
public interface PluginReadings {
    PluginState state();

    CallCounts calls();

    /** How often its process was started again. */
    int restarts();

    /** The latest sample of its process; empty while there is none. */
    Optional<ProcessUsage> usage();
}
