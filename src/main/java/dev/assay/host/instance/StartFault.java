package dev.assay.host.instance;

import dev.assay.config.SecretException;
import dev.assay.install.InstallException;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.ProviderException;
import dev.assay.process.ProcessException;
import dev.assay.text.Causes;
import org.jboss.logging.Logger;

/**
 * The reason why a plugin could not be brought up, or why its process ended.
 *
 * @param permanent whether trying again is useless until the user changes something
 * @param reason one sentence or more, for the log and the API
 */
public record StartFault(boolean permanent, String reason) {
    private static final Logger LOG = Logger.getLogger(StartFault.class);

    public static StartFault of(Throwable failure) {
        Throwable cause = Causes.unwrapped(failure);
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof InstallException e) {
            return new StartFault(e.permanent(), message);
        }
        if (cause instanceof SecretException) {
            return new StartFault(false, message);
        }
        if (cause instanceof ProcessException e) {
            return new StartFault(e.permanent(), message);
        }
        if (cause instanceof CallException e) {
            return new StartFault(e.remedy() == Remedy.CONFIGURE, message);
        }
        if (cause instanceof ProcessEndedException) {
            return new StartFault(false, message);
        }
        if (cause instanceof ProviderException) {
            return new StartFault(
                    false, "tried to initialise it, but it reported: " + message + "; look at the plugin's log");
        }
        LOG.error("A plugin could not be brought up, for a reason that Assay did not foresee", cause);
        return new StartFault(false, "Assay failed (" + cause + "); this is a bug in Assay, please report it");
    }
}
