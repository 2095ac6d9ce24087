package dev.assay.api.access;

import dev.assay.text.ForeignText;
import org.jboss.logging.Logger;

/**
 * The log of what known callers did: a line for each plugin that was called or restarted, and for each refusal. No value of
 * a request is in it.
 */
final class AuditLog {
    /** Switched off by {@code quarkus.log.category."dev.assay.audit".level=OFF}. */
    private static final Logger LOG = Logger.getLogger("dev.assay.audit");

    private static final int LONGEST_NAME = 300;

    void decided(KnownCaller caller, Right right, boolean permitted) {
        if ((!permitted || !right.isToRead()) && LOG.isInfoEnabled()) {
            LOG.infof(
                    "%s %s to %s %s",
                    ForeignText.oneLine(caller.getName(), LONGEST_NAME),
                    permitted ? "was permitted" : "was not permitted",
                    right.verb(),
                    ForeignText.oneLine(right.path(), LONGEST_NAME));
        }
    }
}
