package dev.assay.host.slot;

import dev.assay.config.PluginSpec;
import dev.assay.host.calls.ArgoClient;
import dev.assay.host.calls.CallGate;
import dev.assay.host.calls.CallStatistics;
import dev.assay.host.calls.GatedPlugin;
import dev.assay.host.facts.EndedCall;
import dev.assay.host.facts.PluginObserver;
import dev.assay.host.facts.PluginReadings;
import dev.assay.host.status.CallCounts;
import dev.assay.host.status.PluginEvent;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginStatistics;
import dev.assay.host.status.PluginStatus;
import dev.assay.host.status.PluginUpdate;
import dev.assay.host.status.RestartOutcome;
import dev.assay.metric.Caller;
import dev.assay.metric.MetricProvider;
import dev.assay.process.ProcessUsage;
import io.grpc.SynchronizationContext;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The place of one plugin name: the gate that its callers see, and the {@link SlotLifecycle} behind it. Every slot has a
 * {@link SynchronizationContext} of its own and shares nothing with another slot. So reloads are serial for each plugin
 * and parallel across plugins.
 *
 * <p>Thread-safe, and nothing blocks. What changes the slot runs inside its context; what is read is volatile or has a
 * lock of its own.
 */
public final class PluginSlot implements PluginReadings {
    /** The shortest time between two restarts by hand. A start of a plugin costs more than a request for it. */
    static final Duration RESTART_PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(PluginSlot.class);

    private final String name;
    private final SlotFactory factory;
    private final CallStatistics statistics;
    private final FailedCallLog failures;
    private final PluginObserver observer;
    private final CallGate gate;
    private final InstantSource clock;
    private final SynchronizationContext context;
    private final SlotLifecycle lifecycle;

    /**
     * A slot that has not begun.
     *
     * @param added whether the entry came by a reload
     * @param onChange run whenever the plugin came into another state, inside the slot's context
     */
    public PluginSlot(PluginSpec entry, boolean added, SlotFactory factory, Runnable onChange) {
        this.name = entry.name();
        this.factory = factory;
        this.statistics = new CallStatistics(factory.clock().nanos());
        this.failures = factory.failedCallLog(name);
        this.observer = factory.observer().onAdded(name);
        this.gate = factory.gate(entry, this::onCall);
        this.clock = factory.clock().wall();
        this.context = new SynchronizationContext((thread, failure) ->
                LOG.errorf(failure, "Supervising plugin %s failed; this is a bug in Assay, please report it", name));
        this.lifecycle = new SlotLifecycle(entry, added, factory, context, gate, observer, onChange);
    }

    public String name() {
        return name;
    }

    /** The plugin as Argo's RPC client presents it to this caller. */
    public MetricProvider provider(Caller caller) {
        return new ArgoClient(rawProvider(caller), clock);
    }

    /** The plugin with its answers as they are, for this caller. */
    public MetricProvider rawProvider(Caller caller) {
        return new GatedPlugin(gate, caller);
    }

    /** Whether a call would go to a process at this moment. */
    public boolean answers() {
        return gate.isOpen();
    }

    /** Whether boot is over only with this plugin. */
    public boolean required() {
        return factory.required(lifecycle.entry());
    }

    /** The status of the supervisor that serves, without the update beside it. */
    public PluginStatusTracker tracker() {
        return lifecycle.occupants().serving().status();
    }

    public PluginStatus status() {
        Occupancy.Occupants now = lifecycle.occupants();
        Optional<PluginUpdate> update = Optional.ofNullable(now.candidate())
                .map(candidate -> candidate.status().update());
        return now.serving().status().snapshot(required(), lifecycle.timeout(), gate.counts(), update);
    }

    private void onCall(EndedCall call) {
        statistics.add(call);
        observer.onCall(call);
        failures.ended(call);
    }

    @Override
    public PluginState state() {
        return tracker().state();
    }

    @Override
    public CallCounts calls() {
        return gate.counts();
    }

    @Override
    public int restarts() {
        return tracker().restarts();
    }

    @Override
    public Optional<ProcessUsage> usage() {
        return tracker().usage();
    }

    public PluginStatistics statistics() {
        CallStatistics.Numbers numbers = statistics.numbers();
        CallCounts counts = calls();
        Optional<ProcessUsage> usage = usage();
        return new PluginStatistics(
                name,
                numbers.perSecond(),
                numbers.errorRatio(),
                numbers.p50Milliseconds(),
                numbers.p99Milliseconds(),
                counts.inFlight(),
                counts.waiting(),
                usage.stream().mapToDouble(ProcessUsage::cores).findFirst(),
                usage.stream().mapToLong(ProcessUsage::residentBytes).findFirst(),
                usage.stream().mapToLong(ProcessUsage::openDescriptors).findFirst(),
                usage.stream().mapToLong(ProcessUsage::threads).findFirst(),
                numbers.calls(),
                numbers.failures());
    }

    /** The latest events of the plugin; the newest is last. */
    public List<PluginEvent> history() {
        return lifecycle.history();
    }

    /** Starts the plugin. */
    public void begin() {
        observer.onBegun(this);
        context.execute(lifecycle::onBegin);
    }

    /** Makes the plugin what the entry says. Does nothing where it is that already, or is on its way to it. */
    public void apply(PluginSpec entry) {
        context.execute(() -> lifecycle.onApply(entry));
    }

    /**
     * Starts the plugin at once where it waits for its next start or has failed. Where it serves, a new process comes up
     * beside it. The executable is installed anew.
     */
    public Uni<RestartOutcome> restart() {
        return Uni.createFrom().emitter(emitter -> context.execute(() -> emitter.complete(lifecycle.onRestart())));
    }

    /** Refuses calls that would wait for a process, because a stop is near. */
    public void expectStop() {
        gate.refuseWaiting(StopReason.STOP.refusal(name));
    }

    /** Fails all calls, since the time of a stop in which they could finish is over. */
    public void endCalls() {
        gate.end(StopReason.STOP.refusal(name), StopReason.STOP.problem(), StopReason.STOP.advice());
    }

    /** Refuses calls, lets those in flight finish, and completes when no process is left. The first reason counts. */
    public Uni<Void> stop(StopReason reason) {
        if (reason == StopReason.REMOVED) {
            observer.onRemoved();
        }
        return Uni.createFrom().completionStage(() -> {
            context.execute(() -> lifecycle.onStop(reason));
            return lifecycle.stopped().minimalCompletionStage();
        });
    }
}
