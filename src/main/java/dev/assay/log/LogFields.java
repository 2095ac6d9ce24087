package dev.assay.log;

import java.util.Map;
import org.jboss.logging.MDC;

/** Fields of log lines, which a log in JSON shows as such. They stand in the MDC while the lines are written. */
public final class LogFields {
    private LogFields() {}

    /** @param write logs on this thread */
    public static void with(Map<String, ?> fields, Runnable write) {
        fields.forEach(MDC::put);
        try {
            write.run();
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }
}
