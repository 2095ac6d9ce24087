package dev.assay.host.slot;

import dev.assay.config.PluginSpec;
import dev.assay.host.calls.CallGate;
import dev.assay.host.calls.CallerReasons;
import dev.assay.host.facts.PluginObserver;
import dev.assay.host.instance.StateMachine;
import dev.assay.host.status.PluginEvent;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.RestartOutcome;
import dev.assay.install.FileStamp;
import dev.assay.process.LastExit;
import dev.assay.wire.PluginConnection;
import io.grpc.SynchronizationContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * The life of a {@link PluginSlot}: what a change of its entry, a change of its executable, and each event of its
 * supervisors lead to. A change gets a supervisor that comes up beside the one that serves and takes over when it is
 * Ready.
 *
 * <p>A newer change replaces one that is still on its way, and is started when nothing of that is left. So of changes
 * that come fast the latest wins.
 *
 * <p>Confined to the slot's {@link SynchronizationContext}, except {@link #entry} and {@link #occupants}.
 */
final class SlotLifecycle implements SupervisorOwner {
    private static final Logger LOG = Logger.getLogger(SlotLifecycle.class);

    private final String name;
    private final SlotFactory factory;
    private final PluginHistory history;
    private final SlotLog log;
    private final Runnable onChange;
    private final SynchronizationContext context;
    private final CallGate gate;
    private final PluginObserver observer;
    private final StartQueue starts;
    private final Occupancy occupancy;
    private final StateMachine<SlotState> state;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final Replacements replacements;
    private volatile PluginSpec entry;

    SlotLifecycle(
            PluginSpec entry,
            boolean added,
            SlotFactory factory,
            SynchronizationContext context,
            CallGate gate,
            PluginObserver observer,
            Runnable onChange) {
        this.name = entry.name();
        this.factory = factory;
        this.history = new PluginHistory(factory.clock().wall());
        this.log = new SlotLog(context, added, factory.reloads(), history);
        this.onChange = onChange;
        this.context = context;
        this.gate = gate;
        this.observer = observer;
        this.starts = new StartQueue(factory, context, this::onExecutableChanged);
        this.state = new StateMachine<>("the slot of " + name, SlotState.NEW);
        this.entry = entry;
        this.occupancy = new Occupancy(supervisor(entry, ""), context, gate, starts);
        this.replacements = new Replacements(
                context,
                occupancy,
                log,
                this::supervisor,
                candidate -> propose(candidate, Optional.empty()),
                factory.replacementPace(context),
                factory.clock().nanos());
    }

    /** The entry as it is configured now. May be read on any thread. */
    PluginSpec entry() {
        return entry;
    }

    /** The time-out of calls as it is configured now. May be read on any thread. */
    Duration timeout() {
        return factory.timeout(entry);
    }

    /** May be read on any thread. */
    Occupancy.Occupants occupants() {
        return occupancy.occupants();
    }

    /** The latest events; the newest is last. May be read on any thread. */
    List<PluginEvent> history() {
        return history.events();
    }

    /** Completes when the slot was stopped and no process is left. */
    CompletableFuture<Void> stopped() {
        return stopped;
    }

    void onBegin() {
        context.throwIfNotInThisSynchronizationContext();
        if (state.is(SlotState.NEW)) {
            state.moveTo(SlotState.ACTIVE);
            starts.replace(occupancy.serving(), Optional.empty());
            starts.startIfRoom();
        }
    }

    /** Makes the plugin what the entry says. Does nothing where it is that already, or is on its way to it. */
    void onApply(PluginSpec newEntry) {
        context.throwIfNotInThisSynchronizationContext();
        if (!state.is(SlotState.ACTIVE)) {
            return;
        }
        PluginSpec before = entry;
        entry = newEntry;
        gate.timeout(factory.timeout(newEntry));
        if (!sameProcess(before, newEntry)) {
            if (sameProcess(newEntry, occupancy.serving().spec())) {
                onChangedBack(newEntry);
            } else {
                log.changed(occupancy.serving(), newEntry);
                onUpdate(newEntry, Optional.empty());
            }
        }
        onChange.run();
    }

    void onStop(StopReason reason) {
        context.throwIfNotInThisSynchronizationContext();
        if (state.is(SlotState.STOPPING) || state.is(SlotState.STOPPED)) {
            return;
        }
        state.moveTo(SlotState.STOPPING);
        starts.close();
        gate.refuse(reason.refusal(name));
        occupancy.stop(reason);
    }

    RestartOutcome onRestart() {
        context.throwIfNotInThisSynchronizationContext();
        return state.is(SlotState.ACTIVE) ? replacements.onRestart(entry) : RestartOutcome.ON_ITS_WAY;
    }

    private void onChangedBack(PluginSpec newEntry) {
        context.throwIfNotInThisSynchronizationContext();
        if (occupancy.candidate() != null) {
            starts.clear();
            occupancy.withdraw();
        }
        log.changedBack(occupancy.serving(), newEntry);
        if (factory.watches(newEntry)) {
            // Its file was not watched in the meantime.
            onUpdate(newEntry, Optional.empty());
        }
    }

    private void onExecutableChanged(PluginSpec watched, Optional<FileStamp> stamp) {
        context.throwIfNotInThisSynchronizationContext();
        if (state.is(SlotState.ACTIVE)) {
            LOG.debugf("The executable of plugin %s has changed", name);
            onUpdate(watched, stamp);
        }
    }

    private void onUpdate(PluginSpec spec, Optional<FileStamp> stamp) {
        context.throwIfNotInThisSynchronizationContext();
        log.updating(spec);
        propose(supervisor(spec, ""), stamp);
    }

    /**
     * Has the configured entry come up, where that was put off to replace a process of the former entry.
     *
     * @param former has just reached its end or become Ready
     */
    private void resumeUpdate(Supervisor former) {
        context.throwIfNotInThisSynchronizationContext();
        Supervisor candidate = occupancy.candidate();
        if ((candidate == null || candidate == former) && !sameProcess(entry, former.spec())) {
            onUpdate(entry, Optional.empty());
        }
    }

    private void propose(Supervisor candidate, Optional<FileStamp> stamp) {
        context.throwIfNotInThisSynchronizationContext();
        starts.replace(candidate, stamp);
        occupancy.propose(candidate);
        onChange.run();
        starts.startIfRoom();
    }

    @Override
    public void onInstalled(Supervisor supervisor) {
        context.throwIfNotInThisSynchronizationContext();
        Supervisor serving = occupancy.serving();
        Optional<String> digest = supervisor.status().digest();
        if (supervisor == occupancy.candidate()
                && !replacements.isForced(supervisor)
                && sameProcess(supervisor.spec(), serving.spec())
                && digest.isPresent()
                && digest.equals(serving.status().digest())) {
            LOG.debugf("The executable of plugin %s is the same as before", name);
            occupancy.withdraw();
            resumeUpdate(supervisor);
        }
    }

    @Override
    public int nextGeneration() {
        context.throwIfNotInThisSynchronizationContext();
        return occupancy.serving().status().generation() + 1;
    }

    @Override
    public void onLaunched(Supervisor supervisor) {
        context.throwIfNotInThisSynchronizationContext();
        log.started(supervisor);
    }

    @Override
    public void onExited(Supervisor supervisor, LastExit exit) {
        context.throwIfNotInThisSynchronizationContext();
        log.exited(supervisor, exit);
    }

    @Override
    public void onStateChanged(Supervisor supervisor, PluginState newState, String reason) {
        context.throwIfNotInThisSynchronizationContext();
        LOG.debugf("Plugin %s (%s) is %s %s", name, supervisor.spec().location().shown(), newState.text(), reason);
        if (supervisor == occupancy.serving()) {
            gate.waitingFor(CallerReasons.waiting(newState.text(), reason), newState.comesUp());
            onChange.run();
        }
    }

    @Override
    public void onReady(Supervisor supervisor, PluginConnection connection) {
        context.throwIfNotInThisSynchronizationContext();
        if (supervisor == occupancy.serving()) {
            log.ready(supervisor);
            gate.open(connection);
        } else {
            occupancy.takeOver(supervisor, connection);
            log.updated(supervisor);
            onChange.run();
        }
        resumeUpdate(supervisor);
    }

    @Override
    public void onMisbehaving(Supervisor supervisor, String reason) {
        context.throwIfNotInThisSynchronizationContext();
        if (supervisor == occupancy.serving()) {
            replacements.onMisbehaving(reason);
        }
    }

    @Override
    public void onUnresponsive(Supervisor supervisor, String reason) {
        context.throwIfNotInThisSynchronizationContext();
        log.unresponsive(supervisor, reason);
    }

    @Override
    public void onResponsive(Supervisor supervisor) {
        context.throwIfNotInThisSynchronizationContext();
        log.responsive(supervisor);
    }

    @Override
    public void onBackingOff(Supervisor supervisor, String reason, Duration delay) {
        context.throwIfNotInThisSynchronizationContext();
        if (supervisor == occupancy.serving()) {
            log.backingOff(supervisor, reason, delay);
        } else {
            log.updateFailed(supervisor, reason, false);
        }
    }

    @Override
    public void onFailed(Supervisor supervisor, String reason) {
        context.throwIfNotInThisSynchronizationContext();
        if (supervisor != occupancy.serving()) {
            log.updateFailed(supervisor, reason, true);
            resumeUpdate(supervisor);
            return;
        }
        log.failed(supervisor, reason);
        Supervisor candidate = occupancy.candidate();
        if (candidate == null) {
            gate.refuse(CallerReasons.failed(name, reason));
            resumeUpdate(supervisor);
        } else {
            occupancy.promote(candidate);
            onChange.run();
        }
    }

    @Override
    public void onStopped(Supervisor supervisor) {
        context.throwIfNotInThisSynchronizationContext();
        starts.removeStopping(supervisor);
        if (supervisor != occupancy.serving() && supervisor.hasBeenReady()) {
            occupancy.serving().status().formerExit(supervisor.status());
        }
        if (state.is(SlotState.ACTIVE)) {
            starts.startIfRoom();
        } else if (!starts.isStopping()) {
            state.moveTo(SlotState.STOPPED);
            stopped.complete(null);
        }
    }

    private Supervisor supervisor(PluginSpec spec, String reason) {
        return factory.supervisor(spec, gate, context, this, observer, reason);
    }

    /** Whether two entries of one name ask for the same process. */
    private static boolean sameProcess(PluginSpec a, PluginSpec b) {
        return a.location().equals(b.location())
                && a.sha256().equals(b.sha256())
                && a.args().equals(b.args())
                && a.headersFrom().equals(b.headersFrom())
                && a.env().equals(b.env())
                && a.limits().equals(b.limits());
    }
}
