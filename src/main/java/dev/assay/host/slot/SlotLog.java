package dev.assay.host.slot;

import dev.assay.config.PluginSpec;
import dev.assay.host.status.PluginEvent;
import dev.assay.host.status.ProcessTag;
import dev.assay.log.LogFields;
import dev.assay.process.LastExit;
import io.grpc.SynchronizationContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * The news of one slot: for its log, its history, and the events of the configuration. Every fault of the supervisor that
 * serves is told, and each distinct fault of an update or addition once. A line of the log has the plugin, its
 * process and its generation as fields.
 *
 * <p>Confined to the slot's {@link SynchronizationContext}.
 */
final class SlotLog {
    private static final Logger LOG = Logger.getLogger(SlotLog.class);

    private final SynchronizationContext context;
    private final boolean added;
    private final ReloadEvents reloads;
    private final PluginHistory history;
    private boolean wasReady;
    private String lastFault = "";

    /** Why the process is being replaced by one of the same entry; empty when it is not. */
    private String replaced = "";

    /** @param added whether the entry came by a reload, which makes its first outcome an event */
    SlotLog(SynchronizationContext context, boolean added, ReloadEvents reloads, PluginHistory history) {
        this.context = context;
        this.added = added;
        this.reloads = reloads;
        this.history = history;
    }

    /** Another update begins, whose faults are new. */
    void updating(PluginSpec spec) {
        context.throwIfNotInThisSynchronizationContext();
        lastFault = "";
        replaced = "";
        LOG.debugf("Plugin %s is to be replaced", spec);
    }

    void changed(Supervisor serving, PluginSpec entry) {
        context.throwIfNotInThisSynchronizationContext();
        tell(
                Level.INFO,
                PluginEvent.Type.CHANGED,
                serving,
                "Plugin " + entry + " is changed; the new one comes up beside what serves");
    }

    void changedBack(Supervisor serving, PluginSpec entry) {
        context.throwIfNotInThisSynchronizationContext();
        tell(Level.INFO, PluginEvent.Type.CHANGED, serving, "Plugin " + entry + " is configured again as it runs");
    }

    /** @param reason completes the sentence "the process ..." */
    void replacing(Supervisor serving, String reason) {
        context.throwIfNotInThisSynchronizationContext();
        lastFault = "";
        replaced = "its " + serving.process().text() + " " + reason;
        tell(
                Level.WARN,
                PluginEvent.Type.REPLACING,
                serving,
                "Plugin " + name(serving) + " is replaced, because " + replaced
                        + "; the new process comes up beside it");
    }

    void restartedByHand(Supervisor serving) {
        context.throwIfNotInThisSynchronizationContext();
        lastFault = "";
        replaced = "a restart was asked for";
        tell(
                Level.INFO,
                PluginEvent.Type.RESTARTED,
                serving,
                "Plugin " + name(serving) + " is restarted, because that was asked for");
    }

    /** In the history only: its outcome is a line of the log. */
    void started(Supervisor supervisor) {
        context.throwIfNotInThisSynchronizationContext();
        ProcessTag process = supervisor.process();
        history.add(
                PluginEvent.Type.STARTED, process, "Plugin " + name(supervisor) + " is started as " + process.text());
    }

    /** A line of the log only where it was told to stop: of another end the next line tells, with what follows. */
    void exited(Supervisor supervisor, LastExit exit) {
        context.throwIfNotInThisSynchronizationContext();
        Level level = supervisor.isStopping() ? Level.INFO : Level.DEBUG;
        tell(
                level,
                PluginEvent.Type.EXITED,
                supervisor,
                "Plugin " + name(supervisor) + ": " + supervisor.process().text() + " " + exit.reason());
    }

    void ready(Supervisor serving) {
        context.throwIfNotInThisSynchronizationContext();
        replaced = "";
        PluginSpec spec = serving.spec();
        tell(
                Level.INFO,
                PluginEvent.Type.READY,
                serving,
                "Plugin " + spec.name() + " is Ready (" + serving.process().text() + ")");
        if (added && !wasReady) {
            reloads.added(spec);
        }
        wasReady = true;
    }

    /** The supervisor has taken over. */
    void updated(Supervisor serving) {
        context.throwIfNotInThisSynchronizationContext();
        String serves = ": " + serving.process().text() + " serves";
        if (replaced.isEmpty()) {
            String message = "plugin " + serving.spec() + " was updated" + serves;
            tell(Level.INFO, PluginEvent.Type.UPDATED, serving, message);
            reloads.updated(message);
        } else {
            String message = "plugin " + name(serving) + " was replaced, because " + replaced + serves;
            tell(Level.INFO, PluginEvent.Type.REPLACED, serving, message);
            reloads.replaced(message);
            replaced = "";
        }
        wasReady = true;
    }

    void unresponsive(Supervisor serving, String reason) {
        context.throwIfNotInThisSynchronizationContext();
        tell(
                Level.WARN,
                PluginEvent.Type.UNRESPONSIVE,
                serving,
                "Plugin " + name(serving) + " is Unresponsive: " + reason);
    }

    void responsive(Supervisor serving) {
        context.throwIfNotInThisSynchronizationContext();
        tell(
                Level.INFO,
                PluginEvent.Type.RESPONSIVE,
                serving,
                "Plugin " + name(serving) + " is Ready again: "
                        + serving.process().text() + " has answered");
    }

    void backingOff(Supervisor serving, String reason, Duration delay) {
        context.throwIfNotInThisSynchronizationContext();
        tell(
                Level.WARN,
                PluginEvent.Type.BACKING_OFF,
                serving,
                "Plugin " + name(serving) + " will be started again in " + delay.toMillis() + " ms: " + reason);
        additionFailed(serving.spec(), reason);
    }

    void failed(Supervisor serving, String reason) {
        context.throwIfNotInThisSynchronizationContext();
        tell(Level.ERROR, PluginEvent.Type.FAILED, serving, "Plugin " + name(serving) + " has failed: " + reason);
        additionFailed(serving.spec(), reason);
    }

    void updateFailed(Supervisor candidate, String reason, boolean permanent) {
        context.throwIfNotInThisSynchronizationContext();
        if (isNew(permanent + reason)) {
            String message = "the update of plugin " + candidate.spec()
                    + " failed, and what was there before stays: " + reason + "; "
                    + (permanent ? "correct its entry or its executable" : "it is tried again");
            tell(Level.WARN, PluginEvent.Type.UPDATE_FAILED, candidate, message);
            reloads.updateFailed(message);
        } else {
            LOG.debugf("The update of plugin %s failed again: %s", candidate.spec(), reason);
        }
    }

    /** An event only, because the log has the fault already. */
    private void additionFailed(PluginSpec spec, String reason) {
        context.throwIfNotInThisSynchronizationContext();
        if (added && !wasReady && isNew(reason)) {
            reloads.additionFailed(spec, reason);
        }
    }

    /** Whether the fault differs from the last one. Numbers in it, such as that of a process, make no difference. */
    private boolean isNew(String fault) {
        context.throwIfNotInThisSynchronizationContext();
        String shape = fault.replaceAll("[0-9]+", "0");
        boolean isNew = !shape.equals(lastFault);
        lastFault = shape;
        return isNew;
    }

    private void tell(Level level, PluginEvent.Type type, Supervisor supervisor, String message) {
        context.throwIfNotInThisSynchronizationContext();
        ProcessTag process = supervisor.process();
        history.add(type, process, message);
        Map<String, Object> fields = new HashMap<>();
        fields.put("plugin", name(supervisor));
        fields.put("generation", process.generation());
        process.pid().ifPresent(pid -> fields.put("pid", pid));
        // As a parameter, since it may hold words of a plugin or a server.
        LogFields.with(fields, () -> LOG.logf(level, "%s", message));
    }

    private static String name(Supervisor supervisor) {
        return supervisor.spec().name();
    }
}
