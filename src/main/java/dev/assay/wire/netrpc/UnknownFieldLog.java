package dev.assay.wire.netrpc;

import dev.assay.text.ForeignText;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Tells the log of each such field once, as long as there are not too many different ones. */
final class UnknownFieldLog implements UnknownFields {
    private static final Logger LOG = Logger.getLogger(UnknownFieldLog.class);

    /** More than a mistaken manifest has; keys come from callers, so without a bound they could fill the memory. */
    static final int MAX_TOLD = 100;

    /** As much of a key as is told. */
    static final int MAX_KEY = 100;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    @Override
    public void leftOut(String type, String field) {
        String key = ForeignText.shortened(field, MAX_KEY);
        if (told.size() < MAX_TOLD && told.add(type + " " + key)) {
            LOG.warn("The field \"" + key + "\" of " + type
                    + " is not sent to plugins, since this version of Assay knows"
                    + " none of that name in Argo's type; correct its name, or use a newer Assay");
            if (told.size() == MAX_TOLD) {
                LOG.warn(MAX_TOLD + " fields that are not sent have been told; others will not be");
            }
        }
    }
}
