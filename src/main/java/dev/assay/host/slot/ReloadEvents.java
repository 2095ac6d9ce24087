package dev.assay.host.slot;

import dev.assay.config.ConfigEvents;
import dev.assay.config.PluginSpec;
import org.jboss.logging.Logger;

/** The outcomes of reloads, told in the log and as events of the configuration. Thread-safe. */
public final class ReloadEvents {
    private static final Logger LOG = Logger.getLogger(ReloadEvents.class);

    private final ConfigEvents events;

    public ReloadEvents(ConfigEvents events) {
        this.events = events;
    }

    void changing(PluginSpec spec) {
        LOG.infof("Plugin %s is changed; the new one comes up beside what serves", spec);
    }

    void changedBack(PluginSpec spec) {
        LOG.infof("Plugin %s is configured again as it runs", spec);
    }

    void updated(PluginSpec spec, long pid) {
        String message = "plugin " + spec + " was updated: process " + pid + " serves";
        LOG.info(message);
        events.normal("PluginUpdated", message);
    }

    /** @param reason a clause, for instance {@code its process 12 used 300 MiB} */
    void replaced(PluginSpec spec, String reason, long pid) {
        String message = "plugin " + spec.name() + " was replaced, because " + reason + ": process " + pid + " serves";
        LOG.info(message);
        events.normal("PluginReplaced", message);
    }

    void updateFailed(PluginSpec spec, String reason, boolean permanent) {
        String message = "the update of plugin " + spec + " failed, and what was there before stays: " + reason + "; "
                + (permanent ? "correct its entry or its executable" : "it is tried again");
        // As a parameter, since the reason may hold words of a plugin or a server.
        LOG.warnf("%s", message);
        events.warning("PluginUpdateFailed", message);
    }

    void added(PluginSpec spec) {
        events.normal("PluginAdded", "plugin " + spec + " was added and is Ready");
    }

    /** An event only, because the log has the fault as one of the plugin itself. */
    void additionFailed(PluginSpec spec, String reason) {
        events.warning("PluginUpdateFailed", "plugin " + spec + " was added, but is not Ready: " + reason);
    }

    public void removed(String plugin) {
        String message = "plugin " + plugin + " was removed; its calls in flight may finish";
        LOG.info(message);
        events.normal("PluginRemoved", message);
    }

    public void allRemoved() {
        LOG.warn("The configuration lists no plugin any more, so none will be left; was that meant?");
    }

    public void refused(String message) {
        LOG.warnf("The configuration is not taken, and what was read before stays in force: %s", message);
        events.warning("ConfigurationRefused", message);
    }

    /**
     * The configuration could not be read at boot.
     *
     * @param retried whether it is read again; a final failure is in the log as that of boot
     */
    public void unreadable(String message, boolean retried) {
        if (retried) {
            LOG.warnf("The configuration cannot be read yet and is asked for again: %s", message);
        }
        events.warning("ConfigurationRefused", message);
    }

    /** A list of an earlier start is in force. */
    public void kept(String message) {
        LOG.warnf("The configuration cannot be read, so that of an earlier start is used: %s", message);
        events.warning("ConfigurationRefused", message);
    }

    public void accepted(String source) {
        String message = "The configuration from " + source + " can be used again";
        LOG.info(message);
        events.normal("ConfigurationAccepted", message);
    }
}
