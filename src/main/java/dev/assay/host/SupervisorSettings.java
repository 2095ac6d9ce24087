package dev.assay.host;

import dev.assay.settings.AssaySettings;
import java.time.Duration;

/**
 * What a {@link Supervisor} takes from the settings.
 *
 * @param steady how long a plugin that answered no call must be Ready before its next restart counts as the first again
 * @param drain how long calls in flight may go on at a stop
 * @param stopGrace how long a process has after the polite request, and again after SIGTERM
 */
record SupervisorSettings(
        Duration pingInterval,
        Duration pingTimeout,
        int pingFailures,
        Duration steady,
        Duration drain,
        Duration stopGrace) {
    static SupervisorSettings of(AssaySettings settings) {
        return new SupervisorSettings(
                settings.ping().interval(),
                settings.ping().timeout(),
                settings.ping().failures(),
                settings.restart().steady(),
                settings.stop().drain(),
                settings.stop().grace());
    }
}
