package dev.assay.host.slot;

import dev.assay.host.instance.HealthSettings;
import dev.assay.settings.AssaySettings;
import java.time.Duration;

/**
 * The settings of a {@link Supervisor}.
 *
 * @param drain how long calls in flight may go on at a stop
 * @param stopGrace how long a process has after the polite request, and again after SIGTERM
 * @param givenUp how long a process may burn processor time for calls that were given up
 */
record SupervisorSettings(HealthSettings health, Duration drain, Duration stopGrace, Duration givenUp) {
    static SupervisorSettings of(AssaySettings settings) {
        return new SupervisorSettings(
                new HealthSettings(
                        settings.ping().interval(),
                        settings.ping().timeout(),
                        settings.ping().failures()),
                settings.stop().drain(),
                settings.stop().grace(),
                settings.call().givenUp());
    }
}
