package dev.assay.host;

import dev.assay.config.Location;
import dev.assay.config.PluginSpec;
import dev.assay.host.calls.CallGate;
import dev.assay.settings.AssaySettings;
import dev.assay.text.BackOff;
import io.grpc.SynchronizationContext;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What every {@link PluginSlot} is made of; nothing in it holds state of a plugin. */
record SlotFactory(
        StartSteps starter,
        AssaySettings settings,
        ScheduledExecutorService timer,
        HostClock clock,
        RandomGenerator random,
        ReloadEvents reloads) {
    CallGate gate(PluginSpec spec) {
        return new CallGate(
                spec.name(), settings.call().inFlight(), settings.call().queue(), timeout(spec), timer, clock.nanos());
    }

    /** Of a call. */
    Duration timeout(PluginSpec spec) {
        return spec.timeout().orElse(settings.call().timeout());
    }

    Supervisor supervisor(PluginSpec spec, CallGate gate, SynchronizationContext context, Supervisor.Owner owner) {
        return new Supervisor(
                spec,
                starter,
                gate,
                new PluginStatusTracker(spec, clock),
                SupervisorSettings.of(settings),
                new BackOff(settings.restart().minDelay(), settings.restart().maxDelay(), random),
                timer,
                context,
                owner);
    }

    /** Whether the executable is watched. */
    boolean watches(PluginSpec spec) {
        return settings.plugins().watch() && spec.location() instanceof Location.File;
    }

    /** The watch over the executable, where there is to be one. */
    @Nullable
    ExecutableWatch watch(PluginSpec spec, SynchronizationContext context, Runnable onChange) {
        return watches(spec) ? new ExecutableWatch(() -> starter.stamp(spec), timer, context, onChange) : null;
    }
}
