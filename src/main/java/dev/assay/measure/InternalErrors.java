package dev.assay.measure;

import java.util.UUID;
import org.jboss.logging.Logger;

/** Reports failures that are bugs of Assay: once in the log, with an id by which a caller's report finds the entry. */
public final class InternalErrors {
    private static final Logger LOG = Logger.getLogger(InternalErrors.class);

    private InternalErrors() {}

    /**
     * Logs the failure.
     *
     * @param tried what was tried, as in "tried to ..."
     * @return a sentence for the caller
     */
    public static String report(String tried, Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(failure, "tried to %s, but Assay itself failed; this is a bug in Assay [%s]", tried, id);
        return "tried to " + tried
                + ", but Assay itself failed; this is a bug in Assay, report it with the log's entry " + id;
    }
}
