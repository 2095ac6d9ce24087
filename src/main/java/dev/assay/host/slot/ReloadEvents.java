package dev.assay.host.slot;

import dev.assay.config.ConfigEvents;
import dev.assay.config.PluginSpec;
import dev.assay.log.LogFields;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The outcomes of reloads, as events of the configuration. Those that are not of one plugin are told in the log too.
 * Thread-safe.
 */
public final class ReloadEvents {
    private static final Logger LOG = Logger.getLogger(ReloadEvents.class);

    private final ConfigEvents events;

    public ReloadEvents(ConfigEvents events) {
        this.events = events;
    }

    /** @param message as the log has it, as for all outcomes of one plugin */
    void updated(String message) {
        events.normal("PluginUpdated", message);
    }

    void replaced(String message) {
        events.normal("PluginReplaced", message);
    }

    void updateFailed(String message) {
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
        LogFields.with(Map.of("plugin", plugin), () -> LOG.info(message));
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
