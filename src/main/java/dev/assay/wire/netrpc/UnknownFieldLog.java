package dev.assay.wire.netrpc;

import dev.assay.text.ForeignText;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Logs each unknown field once, up to a number of different ones. */
final class UnknownFieldLog implements UnknownFields {
    private static final Logger LOG = Logger.getLogger(UnknownFieldLog.class);

    /** More than a mistaken manifest has; keys come from callers, so without a bound they could fill the memory. */
    static final int MAX_LOGGED = 100;

    /** The longest part of a key that is logged. */
    static final int MAX_KEY = 100;

    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    @Override
    public void leftOut(String type, String field) {
        String key = ForeignText.shortened(field, MAX_KEY);
        if (logged.size() < MAX_LOGGED && logged.add(type + " " + key)) {
            LOG.warn("The field \"" + key + "\" of " + type
                    + " is not sent to plugins, since this version of Assay knows"
                    + " none of that name in Argo's type; correct its name, or use a newer Assay");
            if (logged.size() == MAX_LOGGED) {
                LOG.warn(MAX_LOGGED + " fields that are not sent have been told; others will not be");
            }
        }
    }
}
