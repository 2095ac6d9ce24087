package dev.assay.host;

import dev.assay.config.PluginSpec;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * What is told of one slot: every trouble of what serves, and each distinct fault of an update or addition once. Confined
 * to the slot's context.
 */
final class SlotLog {
    private static final Logger LOG = Logger.getLogger(SlotLog.class);

    private final boolean added;
    private final ReloadEvents reloads;
    private boolean announced;
    private String told = "";

    /** @param added whether the entry came by a reload, so that its first Ready, or why there is none, is told */
    SlotLog(boolean added, ReloadEvents reloads) {
        this.added = added;
        this.reloads = reloads;
    }

    /** Another update begins, whose faults have not been told. */
    void changing(PluginSpec spec) {
        told = "";
        LOG.debugf("Plugin %s is to be replaced", spec);
    }

    void ready(PluginSpec spec, long pid) {
        LOG.infof("Plugin %s is Ready (process %d)", spec.name(), pid);
        if (added && !announced) {
            reloads.added(spec);
        }
        announced = true;
    }

    void updated(PluginSpec spec, long pid) {
        reloads.updated(spec, pid);
        announced = true;
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
        if (isNews(permanent + reason)) {
            reloads.updateFailed(spec, reason, permanent);
        } else {
            LOG.debugf("The update of plugin %s failed again: %s", spec, reason);
        }
    }

    /** The log has it already. */
    private void additionFailed(PluginSpec spec, String reason) {
        if (added && !announced && isNews(reason)) {
            reloads.additionFailed(spec, reason);
        }
    }

    /** Whether the last fault was another one; the numbers in it, such as a process', do not make it another. */
    private boolean isNews(String fault) {
        String shape = fault.replaceAll("[0-9]+", "0");
        boolean news = !shape.equals(told);
        told = shape;
        return news;
    }
}
