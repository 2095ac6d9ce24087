package dev.assay;

import org.eclipse.microprofile.config.Config;

/**
 * Gives the management port an event loop that serves no caller, so that a probe is answered while callers keep the others
 * busy. Vert.x gives each server the next loops of a ring: one for the management port, then one for each of
 * {@code quarkus.http.io-threads}. With one loop more than these, none is shared.
 *
 * <p>Nothing is changed where a user has set either number.
 */
final class EventLoops {
    static final String ALL = "quarkus.vertx.event-loops-pool-size";
    static final String CALLERS = "quarkus.http.io-threads";

    private EventLoops() {}

    /** Sets both numbers as system properties. Call it before Quarkus starts. */
    static void reserve(Config config, int processors) {
        if (config.getOptionalValue(ALL, String.class).isEmpty()
                && config.getOptionalValue(CALLERS, String.class).isEmpty()) {
            System.setProperty(ALL, String.valueOf(processors + 1));
            System.setProperty(CALLERS, String.valueOf(processors));
        }
    }
}
