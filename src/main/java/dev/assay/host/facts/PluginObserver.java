package dev.assay.host.facts;

import java.time.Duration;

/**
 * Who is told the facts of one plugin name, for as long as it is configured. Told on any thread, within locks and at each
 * call, so every method must be fast, and may neither block nor throw.
 */
public interface PluginObserver {
    /** The plugin begins, and can be asked for its numbers from now on. Told once. */
    void onBegun(PluginReadings readings);

    /** A call has ended, in whatever way. */
    void onCall(EndedCall call);

    /** A process was started. */
    void onLaunched();

    /** @param took the time from the begin of this attempt, with the installation, until the process was Ready */
    void onReady(Duration took);

    /** A process has ended. */
    void onExited(ExitReason reason);

    /** A health check was answered. */
    void onAnsweredCheck(Duration took);

    /** A health check was not answered in time, or with a failure. */
    void onUnansweredCheck();

    /** The name is not configured any more. Calls that are still in flight are told after this. */
    void onRemoved();
}
