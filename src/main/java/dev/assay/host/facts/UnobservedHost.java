package dev.assay.host.facts;

import java.time.Duration;

/** An observer for a host in whose facts nobody is interested. */
public final class UnobservedHost implements HostObserver, PluginObserver {
    @Override
    public PluginObserver onAdded(String plugin) {
        return this;
    }

    @Override
    public void onReading(ReadingOutcome outcome) {}

    @Override
    public void onBooted(Duration took) {}

    @Override
    public void onBegun(PluginReadings readings) {}

    @Override
    public void onCall(EndedCall call) {}

    @Override
    public void onLaunched() {}

    @Override
    public void onReady(Duration took) {}

    @Override
    public void onExited(ExitReason reason) {}

    @Override
    public void onAnsweredCheck(Duration took) {}

    @Override
    public void onUnansweredCheck() {}

    @Override
    public void onRemoved() {}
}
