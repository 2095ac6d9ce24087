package dev.assay.host.slot;

import dev.assay.config.Location;
import dev.assay.config.PluginSpec;
import dev.assay.host.calls.CallGate;
import dev.assay.host.facts.EndedCall;
import dev.assay.host.facts.HostObserver;
import dev.assay.host.facts.PluginObserver;
import dev.assay.host.instance.ExecutableWatch;
import dev.assay.host.instance.StartSteps;
import dev.assay.install.FileStamp;
import dev.assay.pace.BackOff;
import dev.assay.settings.AssaySettings;
import io.grpc.SynchronizationContext;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The parts of which every {@link PluginSlot} is made. It holds no state of a plugin. */
public record SlotFactory(
        StartSteps steps,
        AssaySettings settings,
        ScheduledExecutorService timer,
        HostClock clock,
        RandomGenerator random,
        ReloadEvents reloads,
        HostObserver observer) {
    CallGate gate(PluginSpec spec, Consumer<EndedCall> onEnded) {
        return new CallGate(
                spec.name(),
                settings.call().inFlight(),
                settings.call().queue(),
                timeout(spec),
                timer,
                clock.nanos(),
                onEnded);
    }

    FailedCallLog failedCallLog(String plugin) {
        return new FailedCallLog(plugin, Infrastructure.getDefaultWorkerPool(), timer, clock.nanos());
    }

    /** The time-out of the plugin's calls. */
    Duration timeout(PluginSpec spec) {
        return spec.timeout().orElse(settings.call().timeout());
    }

    /** Whether boot waits for the plugin. */
    boolean required(PluginSpec spec) {
        return spec.required().orElse(settings.plugins().required());
    }

    /** @param reason why the supervisor begins; empty when there is nothing to say */
    Supervisor supervisor(
            PluginSpec spec,
            CallGate gate,
            SynchronizationContext context,
            SupervisorOwner owner,
            PluginObserver observer,
            String reason) {
        SupervisorSettings supervision = SupervisorSettings.of(settings);
        return new Supervisor(
                spec,
                steps,
                gate,
                new PluginStatusTracker(spec, clock, observer, reason),
                supervision,
                new RestartSchedule(backOff(), settings.restart().steady(), context, timer, reason),
                timer,
                context,
                owner);
    }

    ReplacementPace replacementPace(SynchronizationContext context) {
        return new ReplacementPace(context, backOff(), settings.restart().steady(), clock.nanos());
    }

    /** Whether the executable is watched. */
    boolean watches(PluginSpec spec) {
        return settings.plugins().watch() && spec.location() instanceof Location.File;
    }

    /** The watch over the executable; null where it is not watched. */
    @Nullable
    ExecutableWatch watch(PluginSpec spec, SynchronizationContext context, Consumer<Optional<FileStamp>> onChange) {
        return watches(spec) ? new ExecutableWatch(() -> steps.stamp(spec), timer, context, onChange) : null;
    }

    private BackOff backOff() {
        return new BackOff(settings.restart().minDelay(), settings.restart().maxDelay(), random);
    }
}
