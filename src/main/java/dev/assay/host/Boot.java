package dev.assay.host;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The boot of all plugins at once. It is over when every required one is Ready; the others come up beside it. It cannot
 * succeed when a required one has Failed, which is told only after all required ones had their first outcome, so that
 * the faults are told together.
 */
final class Boot {
    private static final Set<PluginState> GONE = Set.of(PluginState.FAILED, PluginState.STOPPING, PluginState.STOPPED);

    private final List<HostedPlugin> plugins;
    private final Duration timeout;
    private final ScheduledExecutorService timer;
    private final BootSummary summary;

    Boot(List<HostedPlugin> plugins, Duration timeout, ScheduledExecutorService timer, HostClock clock) {
        this.plugins = plugins;
        this.timeout = timeout;
        this.timer = timer;
        this.summary = new BootSummary(clock);
    }

    /** Fails with {@link BootException}. Whatever the outcome, the summary is in the log by then. */
    Uni<Void> run() {
        plugins.forEach(plugin -> plugin.supervisor().start());
        return all(plugin -> plugin.supervisor().firstOutcome())
                .collect()
                .last()
                .invoke(this::refuseGone)
                .chain(() -> all(plugin -> plugin.supervisor().settled())
                        .invoke(this::refuseGone)
                        .collect()
                        .last())
                .replaceWithVoid()
                .ifNoItem()
                .after(timeout)
                .on(timer)
                .failWith(this::tooLate)
                .onTermination()
                .invoke(() -> summary.log(plugins));
    }

    /** The outcomes of the required plugins, as they come. */
    private Multi<PluginState> all(Function<HostedPlugin, CompletionStage<PluginState>> outcome) {
        List<HostedPlugin> required = required();
        return Multi.createFrom()
                .iterable(required)
                .onItem()
                .transformToUni(plugin -> Uni.createFrom().completionStage(() -> outcome.apply(plugin)))
                .merge(Math.max(1, required.size()));
    }

    private List<HostedPlugin> required() {
        return plugins.stream().filter(plugin -> plugin.spec().required()).toList();
    }

    private void refuseGone() {
        List<String> faults = faults(status -> GONE.contains(status.state()));
        if (!faults.isEmpty()) {
            throw new BootException(faults);
        }
    }

    private BootException tooLate() {
        return new BootException(faults(status -> status.state() != PluginState.READY).stream()
                .map(fault -> fault + " (not Ready within assay.boot.timeout, " + timeout.toSeconds() + " s)")
                .toList());
    }

    private List<String> faults(Predicate<PluginStatus> faulty) {
        return required().stream()
                .map(plugin -> plugin.status().snapshot())
                .filter(faulty)
                .map(status -> "plugin " + status.name() + " is "
                        + status.state().text() + (status.reason().isEmpty() ? "" : ": " + status.reason()))
                .toList();
    }
}
