package dev.assay.host.slot;

import dev.assay.config.PluginSpec;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The log and the events of one slot: every fault of the supervisor that serves, and each distinct fault of an update or
 * addition once.
 *
 * <p>Confined to the slot's serial context.
 */
final class SlotLog {
    private static final Logger LOG = Logger.getLogger(SlotLog.class);

    private final boolean added;
    private final ReloadEvents reloads;
    private boolean wasReady;
    private String lastFault = "";

    /** Why the process is being replaced by one of the same entry; empty when it is not. */
    private String replaced = "";

    /** @param added whether the entry came by a reload, which makes its first outcome an event */
    SlotLog(boolean added, ReloadEvents reloads) {
        this.added = added;
        this.reloads = reloads;
    }

    /** Another update begins, whose faults are new. */
    void changing(PluginSpec spec) {
        lastFault = "";
        replaced = "";
        LOG.debugf("Plugin %s is to be replaced", spec);
    }

    /** @param reason completes the sentence "the process ..." */
    void replacing(PluginSpec spec, String process, String reason) {
        lastFault = "";
        replaced = "its " + process + " " + reason;
        LOG.warnf("Plugin %s is replaced, because %s; the new process comes up beside it", spec.name(), replaced);
    }

    void restartedByHand(PluginSpec spec) {
        lastFault = "";
        replaced = "a restart was asked for";
        LOG.infof("Plugin %s is restarted, because that was asked for", spec.name());
    }

    void ready(PluginSpec spec, long pid) {
        replaced = "";
        LOG.infof("Plugin %s is Ready (process %d)", spec.name(), pid);
        if (added && !wasReady) {
            reloads.added(spec);
        }
        wasReady = true;
    }

    void updated(PluginSpec spec, long pid) {
        if (replaced.isEmpty()) {
            reloads.updated(spec, pid);
        } else {
            reloads.replaced(spec, replaced, pid);
            replaced = "";
        }
        wasReady = true;
    }

    void unresponsive(PluginSpec spec, String reason) {
        LOG.warnf("Plugin %s is Unresponsive: %s", spec.name(), reason);
    }

    void responsive(PluginSpec spec, String process) {
        LOG.infof("Plugin %s is Ready again: %s has answered", spec.name(), process);
    }

    void backingOff(PluginSpec spec, String reason, Duration delay) {
        LOG.warnf("Plugin %s will be started again in %d ms: %s", spec.name(), delay.toMillis(), reason);
        additionFailed(spec, reason);
    }

    void failed(PluginSpec spec, String reason) {
        LOG.errorf("Plugin %s has failed: %s", spec.name(), reason);
        additionFailed(spec, reason);
    }

    void updateFailed(PluginSpec spec, String reason, boolean permanent) {
        if (isNew(permanent + reason)) {
            reloads.updateFailed(spec, reason, permanent);
        } else {
            LOG.debugf("The update of plugin %s failed again: %s", spec, reason);
        }
    }

    /** An event only, because the log has the fault already. */
    private void additionFailed(PluginSpec spec, String reason) {
        if (added && !wasReady && isNew(reason)) {
            reloads.additionFailed(spec, reason);
        }
    }

    /** Whether the fault differs from the last one. Numbers in it, such as that of a process, make no difference. */
    private boolean isNew(String fault) {
        String shape = fault.replaceAll("[0-9]+", "0");
        boolean isNew = !shape.equals(lastFault);
        lastFault = shape;
        return isNew;
    }
}
