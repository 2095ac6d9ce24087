package dev.assay.testing.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import java.util.Optional;

/** The three probes of a container that runs. One that is missing passes. */
final class Probes {
    private final Optional<HttpProbe> startup;
    private final Optional<HttpProbe> liveness;
    private final Optional<HttpProbe> readiness;
    private boolean started;
    private boolean ready;

    Probes(Container container, String ip) {
        startup = Optional.ofNullable(container.getStartupProbe()).map(probe -> new HttpProbe(probe, container, ip));
        liveness = Optional.ofNullable(container.getLivenessProbe()).map(probe -> new HttpProbe(probe, container, ip));
        readiness =
                Optional.ofNullable(container.getReadinessProbe()).map(probe -> new HttpProbe(probe, container, ip));
        started = startup.isEmpty();
    }

    /** Asks those whose time it is; false when the container is to be restarted. */
    boolean ask() {
        if (!started) {
            HttpProbe probe = startup.orElseThrow();
            probe.ask();
            started = probe.passes();
            return !probe.fails();
        }
        liveness.ifPresent(HttpProbe::ask);
        readiness.ifPresent(HttpProbe::ask);
        ready = readiness.map(probe -> ready ? !probe.fails() : probe.passes()).orElse(true);
        return !liveness.map(HttpProbe::fails).orElse(false);
    }

    boolean isStarted() {
        return started;
    }

    boolean isReady() {
        return ready;
    }
}
