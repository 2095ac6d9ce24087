package dev.assay.api.connection;

import dev.assay.settings.AssaySettings;
import java.time.Duration;

/**
 * The bounds of the connections of one port.
 *
 * @param most connections at a time
 * @param headTimeout from the beginning of a connection, or from the first byte of a request, until its head is whole
 * @param idleTimeout the longest time without a request
 * @param answerTimeout how long a caller may take to read what has been written
 */
record ConnectionLimits(int most, Duration headTimeout, Duration idleTimeout, Duration answerTimeout) {
    /** The connections of the management port, where a kubelet and a few Prometheus servers ask. */
    private static final int MANAGEMENT = 64;

    /** Half of the usual time-out of a kubelet's probe is enough for the head of one. */
    private static final Duration MANAGEMENT_HEAD = Duration.ofSeconds(5);

    /** Longer than the usual intervals of probes and scrapes, so that their connections are kept. */
    private static final Duration MANAGEMENT_IDLE = Duration.ofSeconds(75);

    private static final Duration MANAGEMENT_ANSWER = Duration.ofSeconds(10);

    static ConnectionLimits ofCallers(AssaySettings.Http http) {
        return new ConnectionLimits(
                http.maxConnections(), http.headTimeout(), http.idleTimeout(), http.answerTimeout());
    }

    static ConnectionLimits ofManagement() {
        return new ConnectionLimits(MANAGEMENT, MANAGEMENT_HEAD, MANAGEMENT_IDLE, MANAGEMENT_ANSWER);
    }
}
