package dev.assay.host;

import dev.assay.config.PluginSpec;
import dev.assay.host.calls.ArgoClient;
import dev.assay.host.calls.CallGate;
import dev.assay.host.calls.GatedProvider;
import dev.assay.install.FileStamp;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.MetricProvider;
import dev.assay.text.ForeignText;
import dev.assay.wire.PluginConnection;
import io.grpc.SynchronizationContext;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The place of one plugin name: the gate that its callers see, the {@link Supervisor} that serves, and at most one that
 * is to take its place. This is where reloads are serial for each plugin and parallel across plugins: every slot has a
 * {@link SynchronizationContext} of its own, and nothing of it is shared with another slot.
 *
 * <p>A changed entry comes up beside what serves and takes over when it is Ready: the gate is opened to its connection,
 * and only then the former one is told to leave. It takes the place at once when the present one does not serve. A newer
 * change replaces one that is still on its way, and is started when nothing of that is left, so that of changes that come
 * fast the latest wins.
 *
 * <p>What may be asked from any thread reads volatile fields and boards. All else runs inside the context: what is named
 * {@code on...}, and what the supervisors tell.
 */
final class PluginSlot implements Supervisor.Owner {
    private static final Logger LOG = Logger.getLogger(PluginSlot.class);

    /** How many former processes of one plugin may be finishing their calls before the next one waits for them. */
    private static final int MOST_LEAVING = 4;

    /** As much of a reason as callers hear. */
    private static final int LONGEST_REASON = 1_000;

    private final String name;
    private final SlotFactory parts;
    private final SlotLog report;
    private final Runnable changed;
    private final SynchronizationContext context;
    private final CallGate gate;
    private final MetricProvider provider;
    private final Set<Supervisor> leaving = new LinkedHashSet<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile PluginSpec wanted;
    private volatile Present present;
    private volatile boolean stopping;
    private @Nullable Supervisor unstarted;

    /** How its file looked when its change was told; empty where it was not that which changed. */
    private Optional<FileStamp> stamp = Optional.empty();

    private @Nullable ExecutableWatch watch;

    /**
     * A slot that has not begun.
     *
     * @param added whether the entry came by a reload
     * @param changed run whenever the plugin came into another state, inside the slot's context
     */
    PluginSlot(PluginSpec spec, boolean added, SlotFactory parts, Runnable changed) {
        this.name = spec.name();
        this.parts = parts;
        this.report = new SlotLog(added, parts.reloads());
        this.changed = changed;
        this.context = new SynchronizationContext((thread, failure) ->
                LOG.errorf(failure, "Supervising plugin %s failed; this is a bug in Assay, please report it", name));
        this.gate = parts.gate(spec);
        this.provider = new ArgoClient(new GatedProvider(gate), parts.clock().wall());
        this.wanted = spec;
        this.present = new Present(supervisor(spec), null);
    }

    String name() {
        return name;
    }

    MetricProvider provider() {
        return provider;
    }

    CallGate gate() {
        return gate;
    }

    boolean required() {
        return wanted.required();
    }

    /** What is known of the one that serves. */
    PluginStatusTracker board() {
        return present.serving.status();
    }

    PluginStatus status() {
        Present now = present;
        Optional<PluginUpdate> update = Optional.ofNullable(now.candidate)
                .map(candidate -> candidate.status().update());
        return now.serving.status().snapshot(wanted.required(), update);
    }

    void begin() {
        context.execute(() -> {
            unstarted = present.serving;
            startWhenRoom();
        });
    }

    /** Makes the plugin what the entry says; nothing is done where it is that already, or on its way to it. */
    void want(PluginSpec spec) {
        context.execute(() -> onWanted(spec));
    }

    void expectStop() {
        gate.waitNoMore(StopReason.STOP.refusal(name));
    }

    /** Refuses calls, lets those in flight finish, and completes when no process is left. The first farewell counts. */
    Uni<Void> stop(StopReason farewell) {
        return Uni.createFrom().completionStage(() -> {
            context.execute(() -> onStop(farewell));
            return stopped.minimalCompletionStage();
        });
    }

    private void onWanted(PluginSpec spec) {
        if (stopping) {
            return;
        }
        PluginSpec before = wanted;
        wanted = spec;
        gate.timeout(parts.timeout(spec));
        if (!sameProcess(before, spec)) {
            if (sameProcess(spec, present.serving.spec())) {
                onWantedBack(spec);
            } else {
                parts.reloads().changing(spec);
                onUpdate(spec, Optional.empty());
            }
        }
        changed.run();
    }

    private void onWantedBack(PluginSpec spec) {
        Supervisor candidate = present.candidate;
        if (candidate != null) {
            present = new Present(present.serving, null);
            unstarted = null;
            dismiss(candidate);
        }
        parts.reloads().changedBack(spec);
        if (parts.watches(spec)) {
            // Its file was not looked at in the meantime.
            onUpdate(spec, Optional.empty());
        }
    }

    private void onUpdate(PluginSpec spec, Optional<FileStamp> still) {
        stamp = still;
        Supervisor fresh = supervisor(spec);
        Supervisor pending = present.candidate;
        present = new Present(present.serving, fresh);
        unstarted = fresh;
        report.changing(spec);
        if (!present.serving.serves()) {
            promote();
        }
        if (pending != null) {
            dismiss(pending);
        }
        startWhenRoom();
    }

    /** One process is on its way up at a time, and few on their way out. */
    private void startWhenRoom() {
        Supervisor fresh = unstarted;
        if (fresh != null
                && !stopping
                && leaving.size() < MOST_LEAVING
                && leaving.stream().allMatch(Supervisor::hasServed)) {
            unstarted = null;
            watch(fresh.spec(), stamp, fresh::start);
        }
    }

    private void watch(PluginSpec spec, Optional<FileStamp> still, Runnable then) {
        ExecutableWatch former = watch;
        if (former != null) {
            former.stop();
        }
        watch = parts.watch(spec, context, () -> onExecutableChanged(spec));
        if (watch == null) {
            then.run();
        } else {
            watch.begin(still, then);
        }
    }

    private void onExecutableChanged(PluginSpec spec) {
        ExecutableWatch watching = watch;
        if (!stopping && watching != null) {
            LOG.debugf("The executable of plugin %s has changed", name);
            onUpdate(spec, watching.taken());
        }
    }

    @Override
    public void installed(Supervisor self) {
        Supervisor serving = present.serving;
        boolean same = sameProcess(self.spec(), serving.spec())
                && self.status().digest().isPresent()
                && self.status().digest().equals(serving.status().digest());
        if (self == present.candidate && same) {
            LOG.debugf("The executable of plugin %s is the same as before", name);
            present = new Present(serving, null);
            dismiss(self);
        }
    }

    @Override
    public void moved(Supervisor self, PluginState state, String reason) {
        LOG.debugf("Plugin %s (%s) is %s %s", name, self.spec().location().shown(), state.text(), reason);
        if (self == present.serving) {
            callersWaitFor(state, reason);
            changed.run();
        }
    }

    @Override
    public void ready(Supervisor self, long pid, PluginConnection connection) {
        Supervisor former = present.serving;
        if (self == former) {
            report.ready(self.spec(), pid);
            gate.open(connection);
            return;
        }
        self.status().takeOver(former.status());
        present = new Present(self, null);
        gate.open(connection);
        report.updated(self.spec(), pid);
        retire(former);
        changed.run();
    }

    @Override
    public void backingOff(Supervisor self, String reason, Duration delay) {
        if (self == present.serving) {
            report.backingOff(self.spec(), reason, delay);
        } else {
            report.updateFailed(self.spec(), reason, false);
        }
    }

    @Override
    public void failed(Supervisor self, String reason) {
        if (self != present.serving) {
            report.updateFailed(self.spec(), reason, true);
            return;
        }
        report.failed(self.spec(), reason);
        if (present.candidate == null) {
            refuseFailed(reason);
        } else {
            promote();
        }
    }

    @Override
    public void gone(Supervisor self) {
        leaving.remove(self);
        if (!stopping) {
            startWhenRoom();
        } else if (leaving.isEmpty()) {
            stopped.complete(null);
        }
    }

    /** The present one does not serve, so the new one takes its place before it is Ready. */
    private void promote() {
        Supervisor former = present.serving;
        Supervisor successor = present.candidate;
        if (successor == null) {
            return;
        }
        successor.status().takeOver(former.status());
        present = new Present(successor, null);
        PluginStatus now = status();
        if (now.state() == PluginState.FAILED) {
            refuseFailed(now.reason());
        } else {
            gate.accept();
            callersWaitFor(now.state(), now.reason());
        }
        retire(former);
        changed.run();
    }

    private void onStop(StopReason farewell) {
        if (stopping) {
            return;
        }
        stopping = true;
        unstarted = null;
        ExecutableWatch watching = watch;
        if (watching != null) {
            watching.stop();
        }
        gate.refuse(farewell.refusal(name));
        Present last = present;
        present = new Present(last.serving, null);
        // All are known before the first may say that it is gone.
        leaving.add(last.serving);
        if (last.candidate != null) {
            leaving.add(last.candidate);
            last.candidate.leave(farewell.why(), farewell.advice());
        }
        last.serving.leave(farewell.why(), farewell.advice());
    }

    private void retire(Supervisor former) {
        leaving.add(former);
        former.leave(
                "its process was replaced and it did not answer within assay.stop.drain",
                "call again, or raise assay.stop.drain");
    }

    private void dismiss(Supervisor candidate) {
        leaving.add(candidate);
        candidate.leave("it was given up", "call again");
    }

    private void callersWaitFor(PluginState state, String reason) {
        gate.waitingFor("it is " + state.text() + (reason.isEmpty() ? "" : " (" + forCallers(reason) + ")"));
    }

    private void refuseFailed(String reason) {
        gate.refuse(new CallException(
                Remedy.CONFIGURE, "tried to call plugin " + name + ", but it has failed: " + forCallers(reason)));
    }

    /** Without much of what the process said before its end; the whole reason is on the board and in the log. */
    private static String forCallers(String reason) {
        return ForeignText.shortened(reason, LONGEST_REASON);
    }

    private Supervisor supervisor(PluginSpec spec) {
        return parts.supervisor(spec, gate, context, this);
    }

    /** Whether two entries of one name ask for the same process. */
    private static boolean sameProcess(PluginSpec a, PluginSpec b) {
        return a.location().equals(b.location())
                && a.sha256().equals(b.sha256())
                && a.args().equals(b.args())
                && a.headersFrom().equals(b.headersFrom())
                && a.env().equals(b.env());
    }

    /**
     * Who holds the place.
     *
     * @param candidate what is to take it
     */
    private record Present(Supervisor serving, @Nullable Supervisor candidate) {}
}
