package dev.assay.host.facts;

import java.time.Duration;

/** Who is told the facts of a host. Told on any thread; no method may block or throw. */
public interface HostObserver {
    /** A plugin of this name was configured. The observer that is given back is told everything about this name. */
    PluginObserver onAdded(String plugin);

    /** The configuration was read, or could not be. Not told when the reading is the same as the one before. */
    void onReading(ReadingOutcome outcome);

    /** Boot is over, or has failed. */
    void onBooted(Duration took);
}
